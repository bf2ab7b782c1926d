using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>Which operations an exception may come out of. In doubt, any: only what is known to be harmless is left out.</summary>
internal static class MayThrow
{
    public static bool IsTrueOf(IOperation operation)
    {
        foreach (var part in operation.DescendantsAndSelf())
        {
            if (!IsHarmless(part))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether something that the operation stores may be there already when it throws: <c>Use(r = Load(), Other())</c>. What <c>r = Load()</c>
    /// stores is not.
    /// </summary>
    public static bool IsPartlyDoneBefore(IOperation operation)
    {
        var whole = operation is IExpressionStatementOperation statement ? statement.Operation : operation;
        foreach (var part in whole.Descendants())
        {
            if (part is IAssignmentOperation or IIncrementOrDecrementOperation or IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHarmless(IOperation operation) => operation switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or ILiteralOperation or IDefaultValueOperation => true,
        IFlowCaptureOperation or IFlowCaptureReferenceOperation or IExpressionStatementOperation or IParenthesizedOperation => true,
        ISimpleAssignmentOperation or IDiscardOperation or IIsNullOperation or IIsPatternOperation or IPatternOperation or IPropertySubpatternOperation => true,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } => true,
        IPropertyReferenceOperation { Property.ContainingType: { Name: "ApiResult", ContainingNamespace: { Name: "FlowGen", ContainingNamespace.IsGlobalNamespace: true } } } => true,
        IUnaryOperation { OperatorMethod: null } => true,
        IBinaryOperation { OperatorMethod: null, OperatorKind: not (BinaryOperatorKind.Divide or BinaryOperatorKind.IntegerDivide or BinaryOperatorKind.Remainder) } => true,
        IConversionOperation { OperatorMethod: null, IsImplicit: true } => true,
        _ => false,
    };
}
