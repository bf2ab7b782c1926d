using FlowGen;
using FlowGen.Http;
using FlowGen.Resilience;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers generated clients.</summary>
public static class FlowClientServiceCollectionExtensions
{
    /// <summary>
    /// Registers <typeparamref name="TClient"/> with options from configuration: <c>Endpoint</c> or <c>Region</c>, <c>RateLimit</c>
    /// (<c>Documented</c>; or <c>Permits</c> and <c>Window</c>; or <c>Unlimited</c> with the reason), <c>Credentials</c>, <c>Account</c>,
    /// <c>Timeout</c>, <c>AttemptTimeout</c>, <c>MaxRetries</c>, <c>QueueLimit</c>, <c>MaxResponseBytes</c>. <c>Credentials</c> has
    /// <c>AccessKeyId</c>, <c>AccessKeySecret</c> and <c>SecurityToken</c>, or <c>Profile</c>, for Alibaba Cloud, where without a key the
    /// default chain is asked; <c>ApiKey</c>, or <c>Variable</c> with an environment variable's name, for keys, where without either the
    /// provider's customary variable is read; <c>User</c> and <c>Password</c>. A key or value that is not understood stops the host at its
    /// start. No reflection is used.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configuration">The client's section.</param>
    /// <param name="configure">What is set in code, after the configuration.</param>
    /// <returns>The HTTP client's builder, to add handlers.</returns>
    public static IHttpClientBuilder AddFlowClient<TClient>(this IServiceCollection services, IConfiguration configuration, Action<FlowClientOptions>? configure = null)
        where TClient : class, IFlowClient<TClient>
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return services.AddFlowClient<TClient>(options =>
        {
            new FlowClientConfiguration(configuration, TClient.Provider).Bind(options);
            configure?.Invoke(options);
        });
    }

    /// <summary>
    /// Registers <typeparamref name="TClient"/> and its interface as singletons: one client shares its connections and its quota among
    /// all callers. Its options and its HTTP client are named after the provider, so that they can be configured elsewhere too. Options that
    /// cannot be used stop the host at its start, or throw <see cref="OptionsValidationException"/> where the client is first asked for.
    /// </summary>
    /// <returns>The HTTP client's builder, to add handlers.</returns>
    public static IHttpClientBuilder AddFlowClient<TClient>(this IServiceCollection services, Action<FlowClientOptions> configure)
        where TClient : class, IFlowClient<TClient>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        var name = TClient.Provider.Name;
        services.AddOptions<FlowClientOptions>(name)
            .Configure<IServiceProvider>(static (options, provider) => options.LoggerFactory ??= provider.GetService<ILoggerFactory>())
            .Configure(configure)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<FlowClientOptions>>(new FlowClientOptionsValidation(TClient.Provider));
        services.TryAddSingleton(provider => TClient.Create(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(name),
            provider.GetRequiredService<IOptionsMonitor<FlowClientOptions>>().Get(name)));
        services.TryAddSingleton(TClient.InterfaceType, static provider => provider.GetRequiredService<TClient>());

        // A singleton keeps its handler, so connections, not handlers, are what must be renewed for DNS changes to be seen. A redirect
        // would send the signature elsewhere. Time is kept by the client's own timeouts.
        return services.AddHttpClient(name)
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler(static (handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
                handler.AllowAutoRedirect = false;
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }
}
