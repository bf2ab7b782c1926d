using System.Globalization;
using FlowGen.Signing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace FlowGen.Http;

/// <summary>
/// Reads options from configuration, key by key, without reflection. What is not understood is refused by its key, and no value of a
/// credential stands in a message.
/// </summary>
internal sealed class FlowClientConfiguration(IConfiguration section, ApiProvider provider)
{
    private static readonly string[] Keys =
        ["Account", "AttemptTimeout", "Credentials", "Endpoint", "MaxResponseBytes", "MaxRetries", "QueueLimit", "RateLimit", "Region", "Timeout"];

    private static readonly string[] RateLimitKeys = ["Permits", "Unlimited", "Window"];

    private static readonly string[] CredentialKeys =
        ["AccessKeyId", "AccessKeySecret", "ApiKey", "Password", "Profile", "SecurityToken", "User", "Variable"];

    /// <summary>Sets what the configuration says; what it does not say stays.</summary>
    /// <exception cref="OptionsValidationException">A key or its value is not understood.</exception>
    internal void Bind(FlowClientOptions options)
    {
        CheckKeys(section, Keys);
        options.Account = section["Account"] ?? options.Account;
        options.QueueLimit = Whole(section, "QueueLimit") ?? options.QueueLimit;
        options.MaxRetries = Whole(section, "MaxRetries") ?? options.MaxRetries;
        options.MaxResponseBytes = Whole(section, "MaxResponseBytes") ?? options.MaxResponseBytes;
        options.Timeout = Time(section, "Timeout") ?? options.Timeout;
        options.AttemptTimeout = Time(section, "AttemptTimeout") ?? options.AttemptTimeout;
        options.Endpoint = Endpoint() ?? options.Endpoint;
        options.RateLimit = RateLimitOf(section.GetSection("RateLimit")) ?? options.RateLimit;
        options.Credentials = CredentialsOf(section.GetSection("Credentials")) ?? options.Credentials;
    }

    private Uri? Endpoint()
    {
        var (endpoint, region) = (section["Endpoint"], section["Region"]);
        if (endpoint is not null && region is not null)
        {
            throw Refusal(section, "Region", "cannot be set beside 'Endpoint'");
        }

        if (region is not null)
        {
            return provider.Endpoints.FirstOrDefault(candidate => string.Equals(candidate.Region, region, StringComparison.OrdinalIgnoreCase))?.Uri
                ?? throw Refusal(section, "Region", $"is '{region}'; the provider has: {string.Join(", ", provider.Endpoints.Select(static candidate => candidate.Region))}");
        }

        // The value itself may hold a user and a password.
        return endpoint is null ? null : Uri.TryCreate(endpoint, UriKind.Absolute, out var address) ? address : throw Refusal(section, "Endpoint", "is no absolute address");
    }

    private RateLimit? RateLimitOf(IConfigurationSection limit)
    {
        if (limit.Value is not null)
        {
            return string.Equals(limit.Value, "Documented", StringComparison.OrdinalIgnoreCase)
                ? RateLimit.Documented()
                : throw Refusal(section, "RateLimit", $"is '{limit.Value}'; it can be 'Documented', or have the keys {string.Join(", ", RateLimitKeys)}");
        }

        if (!limit.GetChildren().Any())
        {
            return null;
        }

        CheckKeys(limit, RateLimitKeys);
        if (limit["Unlimited"] is { } reason)
        {
            return string.IsNullOrWhiteSpace(reason) ? throw Refusal(limit, "Unlimited", "must say why") : RateLimit.Unlimited(reason);
        }

        var permits = Whole(limit, "Permits") ?? throw Refusal(limit, "Permits", "is missing");
        var window = Time(limit, "Window") ?? throw Refusal(limit, "Window", "is missing");
        try
        {
            return RateLimit.Of(permits, window);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw Refusal(section, "RateLimit", $"cannot be kept: {exception.Message}");
        }
    }

    private ApiCredentials? CredentialsOf(IConfigurationSection credentials)
    {
        CheckKeys(credentials, CredentialKeys);
        try
        {
            return provider.Signing switch
            {
                ApiSigning.Acs3HmacSha256 => Alibaba(credentials),
                ApiSigning.Bearer => Key(credentials, BearerCredentials.FromKey, BearerCredentials.FromEnvironment),
                ApiSigning.ApiKey => Key(credentials, ApiKeyCredentials.FromKey, ApiKeyCredentials.FromEnvironment),
                ApiSigning.Basic when credentials["User"] is { } user => BasicCredentials.FromPassword(user, credentials["Password"] ?? ""),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is ArgumentException or MissingCredentialException)
        {
            // The messages of credentials never repeat their values.
            throw Refusal(section, "Credentials", $"cannot be used: {exception.Message}");
        }
    }

    // Without a key in the configuration: where the vendor's own SDKs look.
    private static AlibabaCredentials Alibaba(IConfigurationSection credentials) => credentials["AccessKeyId"] is { } id
        ? AlibabaCredentials.FromAccessKey(id, credentials["AccessKeySecret"] ?? "", credentials["SecurityToken"])
        : AlibabaCredentials.FromDefaultChain(new() { Profile = credentials["Profile"] });

    // Without a key in the configuration: the variable that it names, or the provider's customary one if that is set.
    private ApiCredentials? Key(IConfigurationSection credentials, Func<string, ApiCredentials> fromKey, Func<string, ApiCredentials> fromVariable)
    {
        if (credentials["ApiKey"] is { } key)
        {
            return fromKey(key);
        }

        if (credentials["Variable"] is { } named)
        {
            return fromVariable(named);
        }

        return provider.CredentialVariable is { } customary && CredentialText.FromVariable(customary) is not null ? fromVariable(customary) : null;
    }

    private void CheckKeys(IConfiguration part, string[] known)
    {
        foreach (var child in part.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                throw Refusal(part, child.Key, $"is no option; there are: {string.Join(", ", known)}");
            }
        }
    }

    private int? Whole(IConfiguration part, string key) => part[key] switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw Refusal(part, key, $"is '{text}', which is no whole number"),
    };

    private TimeSpan? Time(IConfiguration part, string key) => part[key] switch
    {
        null => null,
        var text when TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) => time,
        var text => throw Refusal(part, key, $"is '{text}', which is no time like 00:00:30"),
    };

    private OptionsValidationException Refusal(IConfiguration part, string key, string what)
    {
        var path = part is IConfigurationSection own ? ConfigurationPath.Combine(own.Path, key) : key;
        return new(provider.Name, typeof(FlowClientOptions), [$"The client of '{provider.Name}' cannot be made: '{path}' {what}."]);
    }
}
