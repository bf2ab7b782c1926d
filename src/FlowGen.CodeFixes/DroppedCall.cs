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

    /// <summary><c>Task PublishAsync() => Task.WhenAll(…);</c>, awaited or not.</summary>
    LostTogether,

    /// <summary><c>return client.PublishFlowAsync(…);</c> at the end of a method that returns a plain task.</summary>
    Returned,

    /// <summary><c>await Task.WhenAll(client.PublishFlowAsync(…), other);</c></summary>
    AwaitedBesideOthers,
}

/// <summary>A call whose result is dropped, and the statement or expression body that drops it.</summary>
internal sealed class DroppedCall
{
    private readonly DropForm _form;
    private readonly string? _local;

    private readonly IReadOnlyList<int> _calls;

    private DroppedCall(SyntaxNode site, DropForm form, string? local = null, IReadOnlyList<int>? calls = null)
    {
        Site = site;
        _form = form;
        _local = local;
        _calls = calls ?? [];
    }

    /// <summary>The statement, the expression of a lambda or an expression body, or the method that loses the task.</summary>
    public SyntaxNode Site { get; }

    /// <summary>Whether statements can be written that check the result.</summary>
    public bool CanBeChecked => Site is StatementSyntax statement && StatementList.Holds(statement)
        && _form is not (DropForm.AwaitedTogether or DropForm.AwaitedBesideOthers or DropForm.LostWithItsTask or DropForm.LostTogether or DropForm.Returned);

    /// <summary>Null where no fix is known to be right.</summary>
    public static DroppedCall? Find(SyntaxNode root, Diagnostic diagnostic, SemanticModel model) =>
        FindIn(root, diagnostic, model) is { } call && !IsBroken(call.Site) ? call : null;

    /// <summary>Whether the code around is not written to its end: nobody can tell where an inserted call would stand.</summary>
    private static bool IsBroken(SyntaxNode site) =>
        (site.FirstAncestorOrSelf<SyntaxNode>(static node => node is StatementSyntax or MemberDeclarationSyntax) ?? site)
            .GetDiagnostics().Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static DroppedCall? FindIn(SyntaxNode root, Diagnostic diagnostic, SemanticModel model)
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
            && ReturnsTask(arrow.Parent, model))
        {
            if (ReferenceEquals(value, call) && !IsAsync(arrow.Parent))
            {
                return new(arrow.Parent!, IsTaskOfResults(model.GetTypeInfo(value).Type) ? DropForm.LostTogether : DropForm.LostWithItsTask);
            }

            if (value is AwaitExpressionSyntax && model.GetTypeInfo(value).Type is IArrayTypeSymbol { ElementType: var each } && IsResult(each))
            {
                return new(arrow.Parent!, DropForm.LostTogether);
            }
        }

        // A lambda with a value may be taken for another one than a lambda without.
        if (call is InvocationExpressionSyntax && ReferenceEquals(value, call) && value.Parent is LambdaExpressionSyntax lambda && lambda.AsyncKeyword.IsKind(SyntaxKind.None) && IsTaskOfPlainResult(model.GetTypeInfo(value).Type)
            && model.GetTypeInfo(lambda).ConvertedType is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: INamedTypeSymbol { Name: "Task", Arity: 0 } })
        {
            return new(lambda, DropForm.LostWithItsTask);
        }

        if (value.Parent is ReturnStatementSyntax { Parent: BlockSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } body } leaving
            && ReferenceEquals(value, call) && !IsAsync(body.Parent) && ReturnsTask(body.Parent, model) && IsOnlyReturn(leaving, body)
            && IsTaskOfResult(model.GetTypeInfo(value).Type))
        {
            return new(body.Parent!, DropForm.Returned);
        }

        if (value.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax { Parent: ExpressionStatementSyntax waiting } } wait } }
            && ReferenceEquals(value, call) && StatementList.Holds(waiting) && IsTaskOfResult(model.GetTypeInfo(value).Type))
        {
            return new(waiting, DropForm.AwaitedBesideOthers, calls: wait.ArgumentList.Arguments
                .Select(static (argument, index) => (argument.Expression, Index: index))
                .Where(item => item.Expression is InvocationExpressionSyntax && IsTaskOfResult(model.GetTypeInfo(item.Expression).Type))
                .Select(static item => item.Index)
                .ToList());
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
            case DropForm.LostTogether:
                return root.ReplaceNode(current, WithLoop(current, names.Take(Site, "result")));
            case DropForm.Returned:
                return root.ReplaceNode(current, EndingWithEnsured(current));
            case DropForm.AwaitedBesideOthers:
                return StatementList.Replace(root, (StatementSyntax)current, Named((ExpressionStatementSyntax)current, names));
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

        var assignment = Declaration(local, Result(((ExpressionStatementSyntax)current).Expression.WithoutTrivia()))
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

    /// <summary>Built, not parsed: outside of an async method the parser takes <c>await (…)</c> for a call.</summary>
    private static LocalDeclarationStatementSyntax Declaration(string local, ExpressionSyntax value) => SyntaxFactory.LocalDeclarationStatement(
        SyntaxFactory.VariableDeclaration(
            SyntaxFactory.IdentifierName("var").WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList(SyntaxFactory.VariableDeclarator(
                SyntaxFactory.Identifier(local).WithTrailingTrivia(SyntaxFactory.Space),
                null,
                SyntaxFactory.EqualsValueClause(SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space), value)))));

    private static AwaitExpressionSyntax Awaited(ExpressionSyntax task) =>
        SyntaxFactory.AwaitExpression(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutTrivia());

    private ExpressionSyntax Result(ExpressionSyntax expression) => _form switch
    {
        DropForm.NotAwaited => Awaited(expression),
        DropForm.WaitedForTask when expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var task } } =>
            SyntaxFactory.ParseExpression(task.ToFullString() + ".GetAwaiter().GetResult()"),
        _ => expression,
    };

    private InvocationExpressionSyntax EnsureSuccess(ExpressionSyntax expression)
    {
        return EnsuredValue(Result(expression.WithoutTrivia())).WithTriviaFrom(expression);
    }

    private static InvocationExpressionSyntax EnsuredValue(ExpressionSyntax result) => SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(
        SyntaxKind.SimpleMemberAccessExpression,
        result is AwaitExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(result) : result,
        SyntaxFactory.IdentifierName("EnsureSuccess")));

    private static SyntaxNode AwaitingAndEnsuring(SyntaxNode method)
    {
        if (method is LambdaExpressionSyntax { ExpressionBody: { } body } lambda)
        {
            var async = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
            var ensuring = lambda.ReplaceNode(body, EnsuredValue(Awaited(body)).WithTriviaFrom(body)).WithoutLeadingTrivia();
            return ((LambdaExpressionSyntax)(ensuring is ParenthesizedLambdaExpressionSyntax several ? several.AddModifiers(async) : ((SimpleLambdaExpressionSyntax)ensuring).AddModifiers(async)))
                .WithLeadingTrivia(lambda.GetLeadingTrivia());
        }

        var arrow = ArrowOf(method);
        var ensured = arrow.WithExpression(EnsuredValue(Awaited(arrow.Expression)).WithTriviaFrom(arrow.Expression));
        return Async(method is LocalFunctionStatementSyntax local ? local.WithExpressionBody(ensured) : ((MethodDeclarationSyntax)method).WithExpressionBody(ensured));
    }

    /// <summary>The method with a block instead of its expression, in which each result is ensured.</summary>
    private SyntaxNode WithLoop(SyntaxNode method, string name)
    {
        var (indentation, endOfLine) = (EndOfLine.IndentationOf(Site), EndOfLine.Of(Site).ToString());
        var expression = ArrowOf(method).Expression.WithoutTrivia();
        var value = expression is AwaitExpressionSyntax ? expression : Awaited(expression);
        var loop = StatementList.Parse($"foreach (var {name} in each)\n{{\n    {name}.EnsureSuccess();\n}}", indentation + "    ", endOfLine);
        loop = ((ForEachStatementSyntax)loop).WithExpression(value).WithLeadingTrivia(SyntaxFactory.Whitespace(indentation + "    "));
        var body = SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)).WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine)),
            SyntaxFactory.SingletonList(loop),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)));
        if (method is LocalFunctionStatementSyntax local)
        {
            return Async(local
                .WithExpressionBody(null)
                .WithSemicolonToken(default)
                .WithParameterList(local.ParameterList.WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine)))
                .WithBody(body.WithTrailingTrivia(local.GetTrailingTrivia())));
        }

        var member = (MethodDeclarationSyntax)method;
        var headed = member.ConstraintClauses.Count > 0
            ? member.ReplaceNode(member.ConstraintClauses.Last(), member.ConstraintClauses.Last().WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine)))
            : member.WithParameterList(member.ParameterList.WithTrailingTrivia(SyntaxFactory.EndOfLine(endOfLine)));
        return Async(headed.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body.WithTrailingTrivia(member.GetTrailingTrivia())));
    }

    /// <summary>The method that awaits and ensures what it returned at its end.</summary>
    private static SyntaxNode EndingWithEnsured(SyntaxNode method)
    {
        var body = method is LocalFunctionStatementSyntax function ? function.Body! : ((MethodDeclarationSyntax)method).Body!;
        var leaving = (ReturnStatementSyntax)body.Statements.Last();
        var ensured = SyntaxFactory.ExpressionStatement(EnsuredValue(Awaited(leaving.Expression!))).WithTriviaFrom(leaving);
        return Async(method.ReplaceNode(leaving, ensured));
    }

    /// <summary>The calls get names before the statement, and are ensured behind it.</summary>
    private IReadOnlyList<StatementSyntax> Named(ExpressionStatementSyntax statement, FreeName names)
    {
        var (indentation, endOfLine) = (EndOfLine.IndentationOf(Site), EndOfLine.Of(Site));
        var wait = (InvocationExpressionSyntax)((AwaitExpressionSyntax)statement.Expression).Expression;
        var arguments = wait.ArgumentList.Arguments;
        var before = new List<StatementSyntax>();
        var behind = new List<StatementSyntax>();
        foreach (var index in _calls)
        {
            var name = names.Take(Site, "call");
            before.Add(Declaration(name, arguments[index].Expression.WithoutTrivia())
                .WithLeadingTrivia(before.Count == 0 ? statement.GetLeadingTrivia() : SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(indentation)))
                .WithTrailingTrivia(endOfLine));
            behind.Add(SyntaxFactory.ExpressionStatement(EnsuredValue(Awaited(SyntaxFactory.IdentifierName(name))))
                .WithLeadingTrivia(SyntaxFactory.Whitespace(indentation))
                .WithTrailingTrivia(endOfLine));
            arguments = arguments.Replace(arguments[index], arguments[index].WithExpression(SyntaxFactory.IdentifierName(name).WithTriviaFrom(arguments[index].Expression)));
        }

        var waiting = statement.ReplaceNode(wait.ArgumentList, wait.ArgumentList.WithArguments(arguments)).WithLeadingTrivia(SyntaxFactory.Whitespace(indentation));
        return [.. before, EndOfLine.IsIn(waiting.GetTrailingTrivia()) ? waiting : waiting.WithTrailingTrivia(endOfLine), .. behind];
    }

    private static ArrowExpressionClauseSyntax ArrowOf(SyntaxNode method) =>
        method is MethodDeclarationSyntax declared ? declared.ExpressionBody! : ((LocalFunctionStatementSyntax)method).ExpressionBody!;

    private static SyntaxNode Async(SyntaxNode method)
    {
        if (IsAsync(method))
        {
            return method;
        }

        var async = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (method is LocalFunctionStatementSyntax local)
        {
            return local.Modifiers.Count == 0
                ? local.WithoutLeadingTrivia().WithModifiers(SyntaxFactory.TokenList(async)).WithLeadingTrivia(local.GetLeadingTrivia())
                : local.WithModifiers(local.Modifiers.Add(async));
        }

        var member = (MethodDeclarationSyntax)method;
        return member.Modifiers.Count == 0 && member.AttributeLists.Count == 0
            ? member.WithoutLeadingTrivia().WithModifiers(SyntaxFactory.TokenList(async)).WithLeadingTrivia(member.GetLeadingTrivia())
            : member.WithModifiers(member.Modifiers.Add(async));
    }

    /// <summary>Whether a method is left here and nowhere else, so that the task that it returns can be awaited instead.</summary>
    private static bool IsOnlyReturn(ReturnStatementSyntax leaving, BlockSyntax body) =>
        body.Statements.Last() == leaving
        && !body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(node => node is ReturnStatementSyntax && node != leaving);

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
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } blocking when blocking.Expression == current:
                    current = blocking;
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

    private static bool IsTaskOfResults(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1 } task && task.TypeArguments[0] is IArrayTypeSymbol { ElementType: var element } && IsResult(element);

    private static bool IsTaskOfPlainResult(ITypeSymbol? type) =>
        IsTaskOfResult(type) && ((INamedTypeSymbol)type!).TypeArguments[0] is INamedTypeSymbol { Arity: 0 };

    private static bool IsTaskOfResult(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 1 } task && IsResult(task.TypeArguments[0]);
}
