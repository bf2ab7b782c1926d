namespace FlowGen;

/// <summary>How one attempt of a call ended; what a custom <see cref="FlowClientOptions.ResiliencePipeline"/> decides on.</summary>
/// <param name="Error">Why it failed; <see langword="null"/> when it succeeded.</param>
/// <param name="MayRepeat">
/// Whether sending the same call again is safe: the operation is idempotent, or the provider certainly did not run it.
/// </param>
public readonly record struct ApiAttempt(ApiError? Error, bool MayRepeat);
