namespace FlowGen.Sandbox.Flows;

/// <summary>What a value of a Flow JSON is.</summary>
internal enum FlowJsonPlace
{
    Elsewhere,
    Flow,
    Screens,
    Screen,
    Layout,
    Components,
    Component,

    /// <summary>The cases of a <c>Switch</c>: components under the value that they are for.</summary>
    Cases,
    Action,
}
