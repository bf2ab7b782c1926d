using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using FlowGen.Analyzers.Flow;

namespace FlowGen.Analyzers.Results;

/// <summary>What becomes of the result of a call, within its member.</summary>
internal sealed class ResultFate(ResultCarriers carriers, IInvocationOperation call)
{
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    /// <summary>Where the result is dropped: the call itself, or the local that is awaited for nothing. Empty when something has it.</summary>
    public List<IOperation> Drops()
    {
        if (call.TargetMethod.Name is "WhenAny" || (call.TargetMethod.Name is "WhenAll" or "WhenEach" && IsWaitForWhatIsReadElsewhere(call)))
        {
            return [];
        }

        return DropsOf(call) is { } drops ? drops : [];
    }

    /// <summary>Null when the value is used, or nobody can tell.</summary>
    private List<IOperation>? DropsOf(IOperation value)
    {
        var isLostWithItsTask = false;
        var current = value;
        while (true)
        {
            var parent = current.Parent;
            switch (parent)
            {
                case IConversionOperation conversion when conversion.OperatorMethod is null:
                    isLostWithItsTask |= !carriers.Carries(conversion.Type) && carriers.Carries(conversion.Operand.Type) && IsTask(conversion.Type);
                    if (!isLostWithItsTask && !carriers.Carries(conversion.Type))
                    {
                        return null;
                    }

                    break;
                case IAwaitOperation or IParenthesizedOperation:
                case IConditionalAccessOperation access when ReferenceEquals(access.WhenNotNull, current):
                case ICoalesceOperation:
                case IConditionalOperation choice when !ReferenceEquals(choice.Condition, current) && choice.Type is not null:
                case IPropertyReferenceOperation { Property.Name: "Result" }:
                case IInvocationOperation passing when carriers.PassedOn(passing) is { } passed && ReferenceEquals(passed, current):
                    break;
                case IArgumentOperation { Parent: IInvocationOperation extension } when carriers.PassedOn(extension) is not null:
                    parent = extension;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Wait" or "OnCompleted" or "UnsafeOnCompleted", ReturnsVoid: true }, Parent: IExpressionStatementOperation } wait
                    when ReferenceEquals(wait.Instance, current):
                case IExpressionStatementOperation:
                    return [value];
                case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var each } } loop
                    when ReferenceEquals(loop.Collection, current) && call.TargetMethod.Name == "WhenEach" && ResultCarriers.OnlyRuns(call.TargetMethod):
                    return ReferencesTo(each).GetEnumerator().MoveNext() ? DropsOfLocal(each, value) : null;
                case IReturnOperation when isLostWithItsTask && ReferenceEquals(value, call):
                    return LambdaAround(parent) is { } lambda && !IsHandedOver(lambda) ? null : [value];
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var plain } } when isLostWithItsTask && ReferenceEquals(value, call):
                    return IsOnlyWaitedFor(plain) ? [value] : null;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } when !isLostWithItsTask:
                    return DropsOfLocal(declarator.Symbol, value);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Parent: IExpressionStatementOperation } assignment
                    when !isLostWithItsTask && ReferenceEquals(assignment.Value, current):
                    return DropsOfLocal(local, value);
                default:
                    return isLostWithItsTask && ReferenceEquals(value, call) && IsWaitForAll(current) ? [value] : null;
            }

            current = parent!;
        }
    }

    /// <summary>A local that nobody reads, or that is only awaited. A name that begins with an underscore says that this is meant.</summary>
    private List<IOperation>? DropsOfLocal(ILocalSymbol local, IOperation value)
    {
        if (local.Name.StartsWith("_", StringComparison.Ordinal) || !_followed.Add(local))
        {
            return null;
        }

        var references = new List<ILocalReferenceOperation>(ReferencesTo(local));
        if (new UnreadStore(local, references).IsMadeBy(value.Syntax))
        {
            return [value];
        }

        List<IOperation>? drops = null;
        foreach (var reference in references)
        {
            if (IsOnlyWritten(reference))
            {
                continue;
            }

            if (DropsOf(reference) is not { } next)
            {
                return null;
            }

            (drops ??= []).AddRange(next);
        }

        return drops ?? [value];
    }

    /// <summary>Whether a task without its result is awaited and nothing else: nobody can ask it for the result again.</summary>
    private bool IsOnlyWaitedFor(ILocalSymbol task)
    {
        var isWaitedFor = false;
        foreach (var reference in ReferencesTo(task))
        {
            var use = reference.Parent is IConversionOperation { IsImplicit: true } conversion ? conversion.Parent : reference.Parent;
            if (use is not (IAwaitOperation or IInvocationOperation { TargetMethod.Name: "Wait" or "ConfigureAwait" or "GetAwaiter" or "WaitAsync", Parent: IAwaitOperation or IInvocationOperation or IExpressionStatementOperation }))
            {
                return false;
            }

            isWaitedFor = true;
        }

        return isWaitedFor;
    }

    /// <summary>Whether the tasks that are waited for are locals that something reads later, or come from somewhere else.</summary>
    private bool IsWaitForWhatIsReadElsewhere(IInvocationOperation wait)
    {
        foreach (var argument in wait.Arguments)
        {
            foreach (var operation in argument.Value.DescendantsAndSelf())
            {
                switch (operation)
                {
                    case ILocalReferenceOperation { Local: var local } when carriers.Carries(local.Type):
                        foreach (var reference in ReferencesTo(local))
                        {
                            if (!IsOnlyWritten(reference) && !IsInside(reference, wait) && !IsOnlyFilled(reference))
                            {
                                return true;
                            }
                        }

                        break;
                    case IParameterReferenceOperation { Type: var type } when carriers.Carries(type) && !IsInLambda(operation, wait):
                    case IMemberReferenceOperation { Type: var held } when carriers.Carries(held):
                        return true;
                    default:
                        break;
                }
            }
        }

        return false;
    }

    private IEnumerable<ILocalReferenceOperation> ReferencesTo(ILocalSymbol local)
    {
        IOperation root = call;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var operation in root.Descendants())
        {
            if (operation is ILocalReferenceOperation reference && !reference.IsDeclaration && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                yield return reference;
            }
        }
    }

    private static bool IsOnlyWritten(ILocalReferenceOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment && ReferenceEquals(assignment.Target, reference);

    private static bool IsOnlyFilled(ILocalReferenceOperation reference) =>
        reference.Parent is IInvocationOperation { TargetMethod.Name: "Add", Parent: IExpressionStatementOperation } add && ReferenceEquals(add.Instance, reference);

    private static bool IsInside(IOperation operation, IOperation container)
    {
        for (var current = operation; current is not null; current = current.Parent)
        {
            if (ReferenceEquals(current, container))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInLambda(IOperation operation, IOperation container)
    {
        for (var current = operation; current is not null && !ReferenceEquals(current, container); current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static IAnonymousFunctionOperation? LambdaAround(IOperation operation)
    {
        for (var current = operation.Parent; current is not (null or ILocalFunctionOperation); current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda)
            {
                return lambda;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether somebody is given a lambda that calls the program's own client, and sees a plain task. A client that is the lambda's parameter
    /// may be a stand-in: <c>client.When(c => c.PublishFlowAsync(…))</c>.
    /// </summary>
    private bool IsHandedOver(IAnonymousFunctionOperation lambda)
    {
        IOperation value = lambda;
        while (value.Parent is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        return value.Parent is IArgumentOperation
            && !(call.Instance is IParameterReferenceOperation { Parameter.ContainingSymbol: var owner } && SymbolEqualityComparer.Default.Equals(owner, lambda.Symbol));
    }

    /// <summary>Whether a task without its result is one of those that <c>Task.WhenAll(…)</c> or <c>Task.WaitAll(…)</c> waits for.</summary>
    private static bool IsWaitForAll(IOperation value)
    {
        var argument = value.Parent;
        while (argument is not (null or IArgumentOperation) && (argument.IsImplicit || IsCollection(argument.Syntax)))
        {
            argument = argument.Parent;
        }

        return argument is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WaitAll" } method } }
            && ResultCarriers.OnlyRuns(method)
            && value.Syntax.Parent is { } place && (place is ArgumentSyntax || IsCollection(place));
    }

    private static bool IsCollection(SyntaxNode node) =>
        node is CollectionExpressionSyntax or ExpressionElementSyntax or InitializerExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax;

    private static bool IsTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask" } and INamedTypeSymbol { Arity: 0 };
}
