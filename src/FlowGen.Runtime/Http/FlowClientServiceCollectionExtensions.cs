using FlowGen;
using FlowGen.Http;
using FlowGen.Resilience;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers generated clients.</summary>
public static class FlowClientServiceCollectionExtensions
{
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
        services.AddOptions<FlowClientOptions>(name).Configure(configure).ValidateOnStart();
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
