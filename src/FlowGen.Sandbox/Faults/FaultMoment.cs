namespace FlowGen.Sandbox;

/// <summary>On which side of the operation a fault happens.</summary>
public enum FaultMoment
{
    /// <summary>The provider has not looked at the call yet: the operation does not run, and the call does not count against the quota.</summary>
    BeforeOperation,

    /// <summary>The provider has answered, and the answer is lost or damaged on its way: what the operation did is done.</summary>
    AfterOperation,
}
