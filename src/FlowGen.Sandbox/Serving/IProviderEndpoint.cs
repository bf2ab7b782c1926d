using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Serving;

/// <summary>One provider, as the sandbox plays it.</summary>
internal interface IProviderEndpoint
{
    /// <summary>A Flow JSON of the 10 MB that Meta takes, with a backslash before every character.</summary>
    const int LargestBody = 20 * 1024 * 1024;

    /// <summary>The provider's name, for example <c>alibaba-cams</c>.</summary>
    string Provider { get; }

    /// <summary>The operation that a request asks for, whoever sends it; <see langword="null"/> when there is no such.</summary>
    SpecOperation? OperationOf(ReceivedRequest request);

    /// <summary>Answers a call.</summary>
    Task<SandboxAnswer> AnswerAsync(ReceivedRequest request);

    /// <summary>The provider's own words for a fault that is a refusal.</summary>
    SandboxAnswer RefuseAsAsked(ReceivedRequest request, Fault fault);
}
