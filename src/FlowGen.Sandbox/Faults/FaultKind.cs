namespace FlowGen.Sandbox;

/// <summary>What a fault does.</summary>
public enum FaultKind
{
    /// <summary>The call, or its answer, takes longer.</summary>
    Delay,

    /// <summary>Something before the provider, a load balancer for example, answers with an HTTP status of its own.</summary>
    Status,

    /// <summary>The provider refuses with one of its codes.</summary>
    Refusal,

    /// <summary>The provider refuses for the quota.</summary>
    Throttling,

    /// <summary>The provider's clock is wrong.</summary>
    WrongDate,

    /// <summary>The connection ends in the middle of the answer's body.</summary>
    CutOffBody,

    /// <summary>The answer arrives whole, and its JSON ends in the middle.</summary>
    BrokenJson,

    /// <summary>The connection is reset instead of an answer.</summary>
    Reset,
}
