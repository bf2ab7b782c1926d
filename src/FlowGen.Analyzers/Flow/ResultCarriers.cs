using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>Where results come from: which types carry one, which calls only pass one on, and which calls make one that nobody checked.</summary>
internal sealed class ResultCarriers(FlowGenTypes types, bool withoutPayload = false)
{
    /// <summary>Whether the type is a result, a task of one, or a collection of them.</summary>
    public bool Carries(ITypeSymbol? type)
    {
        while (true)
        {
            if (IsResult(type))
            {
                return true;
            }

            switch (type)
            {
                case IArrayTypeSymbol array:
                    type = array.ElementType;
                    break;
                case INamedTypeSymbol { TypeArguments.Length: 1 } named when IsTaskOrCollection(named):
                    type = named.TypeArguments[0];
                    break;
                default:
                    return false;
            }
        }
    }

    /// <summary>The task or collection that a call passes on: <c>ConfigureAwait</c>, <c>GetAwaiter</c>, a loop's enumerator.</summary>
    public IOperation? PassedOn(IInvocationOperation invocation)
    {
        switch (invocation.TargetMethod.Name)
        {
            case "ConfigureAwait":
            case "WithCancellation":
            case "WaitAsync":
            case "AsTask":
            case "Preserve":
            case "Unwrap":
            case "GetAwaiter":
            case "GetResult":
            case "GetEnumerator":
            case "GetAsyncEnumerator":
                var receiver = invocation.Instance
                    ?? (invocation is { TargetMethod.IsExtensionMethod: true, Arguments.Length: > 0 } ? invocation.Arguments[0].Value : null);
                return receiver is not null && !IsResult(receiver.Type) && IsOfTheFramework(invocation.TargetMethod) ? receiver : null;
            default:
                return null;
        }
    }

    /// <summary>
    /// The result that a method of this compilation turns into another one, failures and all: <c>Map</c>, <c>Then</c>, <c>Select</c>. Its text
    /// makes a failure of a failure, and throws none. Or only looks at it and gives it back: <c>Tap</c>, <c>Log</c>.
    /// </summary>
    public IOperation? Transformed(IInvocationOperation invocation, CancellationToken cancellationToken)
    {
        var method = invocation.TargetMethod;
        if (method.DeclaringSyntaxReferences.IsEmpty || !Carries(invocation.Type) || types.IsMarkedChecksStatus(method))
        {
            return null;
        }

        var source = invocation.Instance
            ?? (invocation is { TargetMethod.IsExtensionMethod: true, Arguments.Length: > 0 } ? invocation.Arguments[0].Value : null);
        return source is not null && IsResult(TaskArgument(source.Type) ?? source.Type) && (PassesFailuresOn(method, cancellationToken) || (GivesItBack(method, cancellationToken) && !NotesSomething(invocation))) ? source : null;
    }

    private static bool PassesFailuresOn(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var makesFailure = false;
            foreach (var token in reference.GetSyntax(cancellationToken).DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.ThrowKeyword) || (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "EnsureSuccess"))
                {
                    return false;
                }

                makesFailure |= token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "Failure";
            }

            if (makesFailure)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a method gives back the result that it extends, whatever it is: its text returns nothing else, uses only the result's own
    /// members, throws nothing and ends nothing, and there is nothing but a delegate or a text that it could tell the outcome to.
    /// </summary>
    private static bool GivesItBack(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method is not { DeclaringSyntaxReferences: [var reference], Parameters: { IsEmpty: false } }
            || reference.GetSyntax(cancellationToken) is not MethodDeclarationSyntax { ParameterList.Parameters: [{ Identifier.ValueText: var own }, ..] } declaration)
        {
            return false;
        }

        for (var i = 1; i < method.Parameters.Length; i++)
        {
            if (method.Parameters[i].Type is not ({ TypeKind: TypeKind.Delegate } or { SpecialType: SpecialType.System_String }))
            {
                return false;
            }
        }

        string? awaited = null;
        foreach (var node in declaration.DescendantNodes())
        {
            switch (node)
            {
                case IdentifierNameSyntax { Identifier.ValueText: "Exit" or "FailFast" or "Fail" }:
                    return false;
                case VariableDeclaratorSyntax { Identifier.ValueText: var local, Initializer.Value: AwaitExpressionSyntax value } when awaited is null && StartOf(value.Expression) == own:
                    awaited = local;
                    break;
                case ThrowStatementSyntax or ThrowExpressionSyntax or YieldStatementSyntax:
                case ReturnStatementSyntax returned when !(returned.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && IsIt(name)):
                case IdentifierNameSyntax { Identifier.ValueText: var used } mention when IsIt(used) && !OnlyLooks(mention):
                    return false;
                default:
                    break;
            }
        }

        return declaration.ExpressionBody is null && declaration.Body is not null;

        bool IsIt(string name) => name == own || name == awaited;

        static string? StartOf(ExpressionSyntax expression) => expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: IdentifierNameSyntax name } } => name.Identifier.ValueText,
            _ => null,
        };

        static bool OnlyLooks(IdentifierNameSyntax mention) => mention.Parent switch
        {
            ReturnStatementSyntax or AwaitExpressionSyntax or IsPatternExpressionSyntax => true,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: not "EnsureSuccess" } access => access.Expression == mention,
            _ => false,
        };
    }

    /// <summary>Whether a call is given a method of the program, or a lambda that throws or keeps something: an error in a list, a flag.</summary>
    private static bool NotesSomething(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Value is IDelegateCreationOperation { Target: IMethodReferenceOperation { Method.DeclaringSyntaxReferences.IsEmpty: false } })
            {
                return true;
            }

            foreach (var node in argument.Syntax is ArgumentSyntax ? argument.Syntax.DescendantNodes() : [])
            {
                if (node is AssignmentExpressionSyntax or ThrowExpressionSyntax or ThrowStatementSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression }
                    or IdentifierNameSyntax { Identifier.ValueText: "Add" or "AddRange" or "TryAdd" or "Enqueue" or "Push" })
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the property passes on what its task holds.</summary>
    public static bool IsTaskResult(IPropertySymbol property) => property.Name == "Result" && IsInTasks(property.ContainingType);

    /// <summary>Whether the property is where a loop takes its next element from.</summary>
    public static bool IsLoopElement(IPropertyReferenceOperation reference) =>
        reference.Property.Name == "Current" && reference.Instance is IFlowCaptureReferenceOperation or ILocalReferenceOperation;

    /// <summary>
    /// Whether nobody can have checked what the call returns. False in doubt: a container gives back what was put into it, and a method
    /// that takes a result may return it checked.
    /// </summary>
    public bool IsFresh(IInvocationOperation invocation, CancellationToken cancellationToken)
    {
        var method = invocation.TargetMethod;
        if (IsResult(method.ContainingType) || types.IsMarkedChecksStatus(method))
        {
            return false;
        }

        var isTaskMethod = IsInTasks(method.ContainingType);
        if (!isTaskMethod && method.MethodKind != MethodKind.DelegateInvoke)
        {
            if (!Carries(method.OriginalDefinition.ReturnType) && !IsOfPolly(method) && !GivesWhatItRuns(invocation, cancellationToken))
            {
                return false;
            }

            foreach (var argument in invocation.Arguments)
            {
                if (Carries(argument.Value.Type) || Carries(argument.Parameter?.Type))
                {
                    return false;
                }
            }
        }
        else if (isTaskMethod && method.Name is not ("Run" or "StartNew" or "WhenAll" or "WhenAny" or "WhenEach"))
        {
            return false;
        }

        return !ThrowsOnFailure(method, cancellationToken);
    }

    /// <summary>The collection that a query takes one element of, wherever it stands in there.</summary>
    public static IOperation? IsOneOf(IInvocationOperation invocation) =>
        invocation is
        {
            TargetMethod: { IsExtensionMethod: true, ContainingType: { Name: "Enumerable", ContainingNamespace.Name: "Linq" } } method,
            Arguments: [{ Value: var collection }],
        } && TakesOne(method.Name) ? LocalValue.Unwrapped(collection)
        : invocation is
        {
            TargetMethod: { IsExtensionMethod: true, ContainingType: { Name: "AsyncEnumerable", ContainingNamespace.Name: "Linq" } } later,
            Arguments: [{ Value: var stream }, { ArgumentKind: ArgumentKind.DefaultValue or ArgumentKind.Explicit, Parameter.Type.Name: "CancellationToken" }],
        } && later.Name.EndsWith("Async", StringComparison.Ordinal) && TakesOne(later.Name.Substring(0, later.Name.Length - "Async".Length)) ? LocalValue.Unwrapped(stream)
        : null;

    private static bool TakesOne(string name) => name is "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault";

    /// <summary>
    /// Whether a method answers what the delegate answers that it is given, of whatever type that is: <c>Timed(() => client.GetFlowAsync(…))</c>.
    /// It cannot check a type that it does not know; only what it is given could.
    /// </summary>
    private static bool GivesWhatItRuns(IInvocationOperation invocation, CancellationToken cancellationToken)
    {
        var method = invocation.TargetMethod.OriginalDefinition;
        if ((TaskArgument(method.ReturnType) ?? method.ReturnType) is not ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } answer)
        {
            return false;
        }

        var isGiven = false;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Value is not IDelegateCreationOperation { Target: var target })
            {
                continue;
            }

            var made = argument.Parameter?.OriginalDefinition.Type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var returned } ? returned : null;
            isGiven |= SymbolEqualityComparer.Default.Equals(TaskArgument(made) ?? made, answer);
            if (target is IMethodReferenceOperation { Method: var named } ? MentionsStatus(named, cancellationToken) : MentionsStatus(target.Syntax))
            {
                return false;
            }
        }

        return isGiven;
    }

    /// <summary>
    /// Whether a method of this compilation looks at the status itself and throws, or filters a list. Its text tells enough: a wrong guess
    /// costs a warning, not a false one.
    /// </summary>
    private bool ThrowsOnFailure(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var looks = false;
            var acts = !IsResult(TaskArgument(method.ReturnType) ?? method.ReturnType);
            foreach (var token in reference.GetSyntax(cancellationToken).DescendantTokens())
            {
                if (token.IsKind(SyntaxKind.ThrowKeyword))
                {
                    acts = true;
                }
                else if (token.IsKind(SyntaxKind.IdentifierToken))
                {
                    looks |= token.ValueText is "IsSuccess" or "Error" or "EnsureSuccess";
                    acts |= token.ValueText is "EnsureSuccess";
                }
            }

            if (looks && acts)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the method only runs what it is given: a method of the task library or a resilience pipeline.</summary>
    public static bool OnlyRuns(IMethodSymbol method) => IsInTasks(method.ContainingType) || IsOfPolly(method);

    /// <summary>Whether a method of this compilation mentions the status of a result: then it has probably dealt with it.</summary>
    public static bool MentionsStatus(IMethodSymbol method, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (MentionsStatus(reference.GetSyntax(cancellationToken)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MentionsStatus(SyntaxNode code)
    {
        foreach (var token in code.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "IsSuccess" or "Error" or "EnsureSuccess")
            {
                return true;
            }
        }

        return false;
    }

    private bool IsResult(ITypeSymbol? type) => withoutPayload ? types.IsAnyResult(type) : types.IsApiResult(type);

    /// <summary>Whether the type is a task of one result.</summary>
    public bool IsTaskOfResult(ITypeSymbol? type) => TaskArgument(type) is { } held && IsResult(held);

    private static ITypeSymbol? TaskArgument(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } named && IsInTasks(named) ? named.TypeArguments[0] : null;

    private static bool IsTaskOrCollection(INamedTypeSymbol type) =>
        IsInTasks(type)
        || (type.ContainingNamespace is { Name: "Generic" or "Immutable", ContainingNamespace: { Name: "Collections", ContainingNamespace: var collections } }
            && IsSystem(collections))
        || (type.ContainingNamespace is { Name: "CompilerServices", ContainingNamespace: { Name: "Runtime", ContainingNamespace: var runtime } }
            && IsSystem(runtime));

    private static bool IsSystem(INamespaceSymbol space) => space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    private static bool IsInTasks(INamedTypeSymbol? type) =>
        type?.ContainingNamespace is { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };

    /// <summary>Loops may run on enumerators of any library; the other names mean the task's own methods.</summary>
    private static bool IsOfTheFramework(IMethodSymbol method)
    {
        if (method.Name is "GetEnumerator" or "GetAsyncEnumerator")
        {
            return true;
        }

        var space = method.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == "System";
    }

    private static bool IsOfPolly(IMethodSymbol method) =>
        method.ContainingNamespace is { Name: "Polly", ContainingNamespace.IsGlobalNamespace: true };
}
