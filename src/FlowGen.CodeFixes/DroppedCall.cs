using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.CodeFixes;

/// <summary>How a result is dropped, which decides how it can be kept.</summary>
internal enum DropForm
{
    /// <summary><c>await client.PublishFlowAsync(…);</c></summary>
    Awaited,

    /// <summary><c>client.PublishFlowAsync(…);</c> in a method that can await.</summary>
    NotAwaited,

    /// <summary><c>client.PublishFlowAsync(…).GetAwaiter().GetResult();</c></summary>
    Waited,

    /// <summary><c>client.PublishFlowAsync(…).Wait();</c></summary>
    WaitedForTask,

    /// <summary><c>await Task.WhenAll(…);</c></summary>
    AwaitedTogether,

    /// <summary><c>var result = await client.PublishFlowAsync(…);</c> and no use of the local.</summary>
    Kept,

    /// <summary><c>Task PublishAsync() => client.PublishFlowAsync(…);</c></summary>
    LostWithItsTask,
}

/// <summary>A call whose result is dropped, and the statement or expression body that drops it.</summary>
internal sealed class DroppedCall
{
    private readonly DropForm _form;
    private readonly string? _local;

    private DroppedCall(SyntaxNode site, DropForm form, string? local = null)
    {
        Site = site;
        _form = form;
        _local = local;
    }

    /// <summary>The statement, the expression of a lambda or an expression body, or the method that loses the task.</summary>
    public SyntaxNode Site { get; }

    /// <summary>Whether statements can be written that check the result.</summary>
    public bool CanBeChecked => Site is StatementSyntax statement && StatementList.Holds(statement) && _form != DropForm.AwaitedTogether;

    /// <summary>Null where no fix is known to be right.</summary>
    public static DroppedCall? Find(SyntaxNode root, Diagnostic diagnostic, SemanticModel model)
    {
        if (!root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>() is not { } name)
        {
            return null;
        }

        var call = name.FirstAncestorOrSelf<InvocationExpressionSyntax>(candidate => candidate.Expression.Span.Contains(name.Span)) is { } invocation
            && invocation.Expression.Span.End == name.Span.End
            ? invocation
            : name;
        var value = Whole(call);
        if (call is InvocationExpressionSyntax && value.Parent is ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } arrow
            && ReferenceEquals(value, call) && !IsAsync(arrow.Parent) && ReturnsTask(arrow.Parent, model))
        {
            return new(arrow.Parent!, DropForm.LostWithItsTask);
        }

        if (value.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration } } declarator }
            && StatementList.Holds(declaration) && IsResult(model.GetTypeInfo(value).Type) && declaration.UsingKeyword.IsKind(SyntaxKind.None))
        {
            return new(declaration, DropForm.Kept, declarator.Identifier.Text);
        }

        if (value.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Parent: ExpressionStatementSyntax assigned }
            && StatementList.Holds(assigned) && IsResult(model.GetTypeInfo(value).Type))
        {
            return new(assigned, DropForm.Kept, target.Identifier.Text);
        }

        SyntaxNode? site = value.Parent switch
        {
            ExpressionStatementSyntax statement => statement,
            ArrowExpressionClauseSyntax or LambdaExpressionSyntax => value,
            _ => null,
        };

        return site is not null && FormOf(value, model) is { } form && (form != DropForm.AwaitedTogether || (site is StatementSyntax known && StatementList.Holds(known)))
            ? new(site, form)
            : null;
    }

    /// <summary>The root, where a call that failed throws.</summary>
    public SyntaxNode Ensured(SyntaxNode root, SyntaxNode current, FreeName names)
    {
        switch (_form)
        {
            case DropForm.Kept:
                var kept = (StatementSyntax)current;
                return StatementList.Replace(root, kept, StatementList.Followed(kept, _local + ".EnsureSuccess();", EndOfLine.IndentationOf(Site), EndOfLine.Of(Site).ToString()));
            case DropForm.AwaitedTogether:
                var statement = (ExpressionStatementSyntax)current;
                var name = names.Take(Site, "result");
                var loop = $"foreach (var {name} in {statement.Expression.WithoutTrivia().ToFullString()})\n{{\n    {name}.EnsureSuccess();\n}}";
                return StatementList.Replace(root, statement, [
                    StatementList.Parse(loop, EndOfLine.IndentationOf(Site), EndOfLine.Of(Site).ToString())
                        .WithLeadingTrivia(statement.GetLeadingTrivia())
                        .WithTrailingTrivia(statement.GetTrailingTrivia()),
                ]);
            case DropForm.LostWithItsTask:
                return root.ReplaceNode(current, AwaitingAndEnsuring(current));
            default:
                var expression = current is ExpressionStatementSyntax whole ? whole.Expression : (ExpressionSyntax)current;
                return root.ReplaceNode(expression, EnsureSuccess(expression));
        }
    }

    /// <summary>The root, where the result has a name and a call that failed is seen.</summary>
    public SyntaxNode Checked(SyntaxNode root, StatementSyntax current, SemanticModel model, FreeName names)
    {
        var (indentation, endOfLine) = (EndOfLine.IndentationOf(Site), EndOfLine.Of(Site).ToString());
        var local = _local ?? names.Take(Site, "result");
        var exception = FlowGenName.At(model, Site.SpanStart, "FlowApiException").Text;
        var check = $"if (!{local}.IsSuccess)\n{{\n    throw new {exception}({local}.Error);\n}}";
        if (_form == DropForm.Kept)
        {
            return StatementList.Replace(root, current, StatementList.Followed(current, check, indentation, endOfLine));
        }

        var value = Result(((ExpressionStatementSyntax)current).Expression.WithoutTrivia());
        var assignment = SyntaxFactory.ParseStatement($"var {local} = {value.ToFullString()};")
            .WithLeadingTrivia(current.GetLeadingTrivia())
            .WithTrailingTrivia(current.GetTrailingTrivia());
        return StatementList.Replace(root, current, StatementList.Followed(assignment, check, indentation, endOfLine));
    }

    private static DropForm? FormOf(ExpressionSyntax value, SemanticModel model)
    {
        if (value is AwaitExpressionSyntax)
        {
            return model.GetTypeInfo(value).Type is IArrayTypeSymbol { ElementType: var element }
                ? IsResult(element) ? DropForm.AwaitedTogether : null
                : IsResult(model.GetTypeInfo(value).Type) ? DropForm.Awaited : null;
        }

        if (IsResult(model.GetTypeInfo(value).Type))
        {
            return DropForm.Waited;
        }

        if (value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait", Expression: var task }, ArgumentList.Arguments.Count: 0 })
        {
            return IsTaskOfResult(model.GetTypeInfo(task).Type) ? DropForm.WaitedForTask : null;
        }

        return IsTaskOfResult(model.GetTypeInfo(value).Type) && CanAwait(value, model) ? DropForm.NotAwaited : null;
    }

    private static bool CanAwait(ExpressionSyntax value, SemanticModel model)
    {
        for (SyntaxNode? node = value; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax function:
                    return function.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax or MethodDeclarationSyntax:
                    return IsAsync(node);
                case LockStatementSyntax or UnsafeStatementSyntax or AttributeListSyntax:
                    return false;
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax or AccessorDeclarationSyntax:
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    private ExpressionSyntax Result(ExpressionSyntax expression) => _form switch
    {
        DropForm.NotAwaited => SyntaxFactory.ParseExpression("await " + expression.ToFullString()),
        DropForm.WaitedForTask when expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var task } } =>
            SyntaxFactory.ParseExpression(task.ToFullString() + ".GetAwaiter().GetResult()"),
        _ => expression,
    };

    private InvocationExpressionSyntax EnsureSuccess(ExpressionSyntax expression)
    {
        var result = Result(expression.WithoutTrivia());
        ExpressionSyntax receiver = result is AwaitExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(result) : result;
        return SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                receiver,
                SyntaxFactory.IdentifierName("EnsureSuccess")))
            .WithTriviaFrom(expression);
    }

    private static SyntaxNode AwaitingAndEnsuring(SyntaxNode method)
    {
        var arrow = method is MethodDeclarationSyntax declared ? declared.ExpressionBody! : ((LocalFunctionStatementSyntax)method).ExpressionBody!;
        var ensured = arrow.WithExpression(SyntaxFactory.ParseExpression("(await " + arrow.Expression.WithoutTrivia().ToFullString() + ").EnsureSuccess()")
            .WithTriviaFrom(arrow.Expression));
        var async = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (method is LocalFunctionStatementSyntax local)
        {
            return local.Modifiers.Count == 0
                ? local.WithExpressionBody(ensured).WithoutLeadingTrivia().WithModifiers(SyntaxFactory.TokenList(async)).WithLeadingTrivia(local.GetLeadingTrivia())
                : local.WithExpressionBody(ensured).WithModifiers(local.Modifiers.Add(async));
        }

        var member = (MethodDeclarationSyntax)method;
        return member.Modifiers.Count == 0 && member.AttributeLists.Count == 0
            ? member.WithExpressionBody(ensured).WithoutLeadingTrivia().WithModifiers(SyntaxFactory.TokenList(async)).WithLeadingTrivia(member.GetLeadingTrivia())
            : member.WithExpressionBody(ensured).WithModifiers(member.Modifiers.Add(async));
    }

    /// <summary>The call with what belongs to it: an await, a wait, parentheses.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax call)
    {
        var current = call;
        while (true)
        {
            switch (current.Parent)
            {
                case AwaitExpressionSyntax awaited:
                    current = awaited;
                    break;
                case ParenthesizedExpressionSyntax parenthesized:
                    current = parenthesized;
                    break;
                case ConditionalAccessExpressionSyntax access when access.WhenNotNull == current:
                    current = access;
                    break;
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } member when member.Expression == current
                    && member.Name.Identifier.ValueText is "ConfigureAwait" or "GetAwaiter" or "GetResult" or "Wait" or "WaitAsync" or "AsTask":
                    current = next;
                    break;
                default:
                    return current;
            }
        }
    }

    private static bool IsAsync(SyntaxNode? function) => function switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        _ => false,
    };

    private static bool ReturnsTask(SyntaxNode? function, SemanticModel model)
    {
        var type = function switch
        {
            MethodDeclarationSyntax method => method.ReturnType,
            LocalFunctionStatementSyntax local => local.ReturnType,
            _ => null,
        };

        return type is not null && model.GetTypeInfo(type).Type is INamedTypeSymbol { Name: "Task", Arity: 0 };
    }

    private static bool IsResult(ITypeSymbol? type) =>
        type is { Name: "ApiResult", ContainingNamespace: { Name: "FlowGen", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsTaskOfResult(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1 } task && IsResult(task.TypeArguments[0]);
}
