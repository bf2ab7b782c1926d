using FlowGen.Http;
using Microsoft.Extensions.Logging;

namespace FlowGen.Telemetry;

/// <summary>What is logged of calls, under the category <c>FlowGen.</c> and the provider's name. Nothing of a request's content, no secret.</summary>
internal static partial class CallLog
{
    internal static ILogger? For(ApiProvider provider, FlowClientOptions options) => options.LoggerFactory?.CreateLogger($"{FlowTelemetry.Name}.{provider.Name}");

    [LoggerMessage(1, LogLevel.Debug, "{Operation} succeeded after {Attempts} attempts with HTTP {Status} (request {RequestId})")]
    internal static partial void Succeeded(this ILogger logger, string operation, int attempts, int? status, string? requestId);

    [LoggerMessage(2, LogLevel.Warning, "{Operation} failed after {Attempts} attempts: {Category} {Code}, HTTP {Status} (request {RequestId}): {Message}")]
    internal static partial void Failed(this ILogger logger, string operation, int attempts, ApiErrorCategory category, string? code, int? status, string? requestId, string message);

    [LoggerMessage(3, LogLevel.Information, "{Operation} is repeated, attempt {Attempt}, after {Category} {Code}")]
    internal static partial void Repeated(this ILogger logger, string operation, int attempt, ApiErrorCategory category, string? code);

    [LoggerMessage(4, LogLevel.Warning, "{Operation} was refused for the provider's quota; calls wait for {RetryAfter}")]
    internal static partial void Throttled(this ILogger logger, string operation, TimeSpan? retryAfter);

    /// <summary>Logs how a call ended.</summary>
    internal static void Ended<TResponse>(this ILogger logger, ApiOperation operation, ApiOutcome<TResponse> outcome)
    {
        if (outcome.Error is not { } error)
        {
            logger.Succeeded(operation.Name, outcome.Attempts, (int?)outcome.HttpStatus, outcome.RequestId);
        }
        else
        {
            logger.Failed(operation.Name, outcome.Attempts, error.Category, error.Code, (int?)error.HttpStatus, error.RequestId, error.Message);
        }
    }
}
