using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Flow;

/// <summary>Which operations have a control-flow graph.</summary>
internal static class FlowRoots
{
    /// <summary>Whether the compiler builds a graph for what the operation stands in; it does not for an attribute, for example.</summary>
    public static bool HasFlow(IOperation operation) =>
        LocalValue.RootOf(operation).Kind is OperationKind.MethodBody or OperationKind.ConstructorBody or OperationKind.Block or OperationKind.FieldInitializer
            or OperationKind.PropertyInitializer or OperationKind.ParameterInitializer;
}
