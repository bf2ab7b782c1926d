using FlowGen.Http;

namespace FlowGen.Resilience;

/// <summary>What options must be like for a client to work with them.</summary>
internal static class FlowClientOptionsRules
{
    internal const int MostRetries = 10;

    // Polly's own bounds of a timeout.
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    internal static void Check(FlowClientOptions options)
    {
        CheckTimeout(options, options.Timeout, nameof(options.Timeout));
        CheckTimeout(options, options.AttemptTimeout, nameof(options.AttemptTimeout));
        CheckRange(options, options.MaxRetries, 0, MostRetries, nameof(options.MaxRetries));
        CheckRange(options, options.MaxResponseBytes, 1, Array.MaxLength, nameof(options.MaxResponseBytes));
        CheckRange(options, options.QueueLimit, 0, int.MaxValue, nameof(options.QueueLimit));
        if (options.TimeProvider is null)
        {
            throw new ArgumentException($"{Name(nameof(options.TimeProvider))} must not be null.", nameof(options));
        }

        CheckEndpoint(options);
    }

    /// <summary>The server to call.</summary>
    /// <exception cref="ArgumentException">Neither the options nor the spec name one.</exception>
    internal static Uri EndpointOf(ApiProvider provider, FlowClientOptions options)
    {
        if (options.Endpoint is not null)
        {
            return options.Endpoint;
        }

        return provider.Endpoints.Count > 0
            ? provider.Endpoints[0].Uri
            : throw new ArgumentException($"The provider '{provider.Name}' names no server. Set {Name(nameof(options.Endpoint))}.", nameof(options));
    }

    private static void CheckEndpoint(FlowClientOptions options)
    {
        if (options.Endpoint is not { } endpoint)
        {
            return;
        }

        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException($"{Name(nameof(FlowClientOptions.Endpoint))} must be an absolute http or https address.", nameof(options));
        }

        if (endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0 || endpoint.UserInfo.Length > 0)
        {
            throw new ArgumentException($"{Name(nameof(FlowClientOptions.Endpoint))} must have no query, no fragment and no user.", nameof(options));
        }
    }

    private static void CheckTimeout(FlowClientOptions options, TimeSpan value, string option)
    {
        if (value < ShortestTimeout || value > LongestTimeout)
        {
            throw new ArgumentOutOfRangeException(nameof(options), value, $"{Name(option)} must be {ShortestTimeout:c} to {LongestTimeout:c}.");
        }
    }

    private static void CheckRange(FlowClientOptions options, int value, int least, int most, string option)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(nameof(options), value, FormattableString.Invariant($"{Name(option)} must be {least} to {most}."));
        }
    }

    private static string Name(string option) => $"{nameof(FlowClientOptions)}.{option}";
}
