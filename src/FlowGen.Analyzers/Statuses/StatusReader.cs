using System.Collections.Immutable;
using FlowGen.Analyzers.Flow;
using FlowGen.Analyzers.OpenEnums;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Statuses;

/// <summary>
/// Reads operations in the order in which they run, for one set of statuses that something needs. An object has a number; so has whatever
/// leads to it or was read from it: the result, the status, the id. The number counts as succeeded when the status is known to be one
/// of the set, or when somebody else may have seen to it.
/// </summary>
internal sealed class StatusReader : IFlowReader
{
    private readonly FlowGenTypes _types;
    private readonly StatusSubjects _subjects;
    private readonly FlowGraph _graph;
    private readonly RequestArguments _requests;
    private readonly List<StatusFinding> _findings;
    private readonly Func<int> _nextNumber;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<IOperation, int> _numbers = [];
    private readonly Dictionary<int, HashSet<string>> _askedWith = [];
    private readonly SeenCollections _seen = new(HasConsequence);

    public StatusReader(
        FlowGenTypes types,
        StatusSubjects subjects,
        FlowGraph graph,
        RequestArguments requests,
        List<StatusFinding> findings,
        Func<int> nextNumber,
        CancellationToken cancellationToken)
    {
        _types = types;
        _subjects = subjects;
        _graph = graph;
        _requests = requests;
        _findings = findings;
        _nextNumber = nextNumber;
        _cancellationToken = cancellationToken;
    }

    /// <inheritdoc/>
    public bool IsCollecting { get; set; }

    /// <inheritdoc/>
    public void Read(IOperation operation, FlowState state) =>
        Visit(operation is IExpressionStatementOperation statement ? statement.Operation : operation, state);

    /// <inheritdoc/>
    public void ReadBranchValue(IOperation value, bool isCondition, FlowState state)
    {
        Visit(value, state);
        if (!isCondition)
        {
            GiveAway(value, state);
        }
    }

    /// <inheritdoc/>
    public FlowState Assume(IOperation condition, bool outcome, FlowState state)
    {
        var value = Evaluate(condition, state);
        state.MarkSucceeded(outcome ? value.WhenTrue : value.WhenFalse);
        return state;
    }

    /// <inheritdoc/>
    public void Settle(PostponedRead read)
    {
        // Nothing is postponed here: a call needs its status when it is made.
    }

    private void Visit(IOperation operation, FlowState state)
    {
        switch (operation)
        {
            case INameOfOperation or ITypeOfOperation or ILiteralOperation:
                return;
            case IFlowCaptureOperation capture:
                Visit(capture.Value, state);
                state.Set(capture.Id, Stored(capture.Value, state));
                return;
            case ISimpleAssignmentOperation assignment:
                VisitAssignment(assignment, state);
                return;
            case IDeconstructionAssignmentOperation deconstruction:
                Visit(deconstruction.Value, state);
                Deconstruct(deconstruction.Target, deconstruction.Value, state);
                return;
            case IInvocationOperation invocation:
                VisitInvocation(invocation, state);
                return;
            case IPropertyReferenceOperation property:
                VisitProperty(property, state);
                return;
            case IIsPatternOperation pattern:
                Visit(pattern.Value, state);
                _ = ReadPattern(pattern, state, declares: true);
                return;
            case IFlowAnonymousFunctionOperation function:
                Capture(FlowGraph.CapturesOf(_graph.GraphOf(function)), state);
                return;
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction }:
                Capture(_graph.CapturedByLocalFunctions, state);
                return;
            case IObjectCreationOperation creation:
                foreach (var argument in creation.Arguments)
                {
                    Visit(argument.Value, state);
                    GiveAway(argument.Value, state);
                }

                return;
            default:
                foreach (var child in operation.ChildOperations)
                {
                    Visit(child, state);
                }

                return;
        }
    }

    private void VisitAssignment(ISimpleAssignmentOperation assignment, FlowState state)
    {
        Visit(assignment.Value, state);
        if (_graph.AssignedVariable(assignment.Target) is { } variable)
        {
            state.Set(variable, Stored(assignment.Value, state));
            return;
        }

        Visit(assignment.Target, state);
        if (assignment.Target is not IDiscardOperation)
        {
            GiveAway(assignment.Value, state);
        }
    }

    /// <summary>
    /// A known value of the status that is written out is nobody's: where it meets an object's, in <c>flow?.Status ?? FlowStatus.Draft</c>, what
    /// is asked afterwards is asked of the object.
    /// </summary>
    private KnownValue Stored(IOperation value, FlowState state)
    {
        var stored = LocalValue.Unwrapped(value);
        return _subjects.OpenEnumOf(stored.Type) is not null && TextOf(stored).IsFixed ? KnownValue.Null : Evaluate(value, state);
    }

    /// <summary>The parts of a tuple that is written out get their names; of anything else nothing is known afterwards.</summary>
    private void Deconstruct(IOperation target, IOperation value, FlowState state)
    {
        var (targets, values) = (TupleIn(target), TupleIn(value));
        if (targets is null || values is null || targets.Elements.Length != values.Elements.Length)
        {
            GiveAwayAll(value, state);
            Forget(target, state);
            return;
        }

        var known = ImmutableArray.CreateBuilder<KnownValue>(values.Elements.Length);
        foreach (var element in values.Elements)
        {
            known.Add(Evaluate(element, state));
        }

        for (var i = 0; i < known.Count; i++)
        {
            if (_graph.AssignedVariable(targets.Elements[i]) is { } variable)
            {
                state.Set(variable, known[i]);
            }
            else if (targets.Elements[i] is not IDiscardOperation)
            {
                GiveAwayAll(values.Elements[i], state);
                Forget(targets.Elements[i], state);
            }
        }
    }

    private static ITupleOperation? TupleIn(IOperation operation)
    {
        while (operation is IDeclarationExpressionOperation or IConversionOperation { OperatorMethod: null })
        {
            operation = operation is IDeclarationExpressionOperation declaration ? declaration.Expression : ((IConversionOperation)operation).Operand;
        }

        return operation as ITupleOperation;
    }

    private void VisitProperty(IPropertyReferenceOperation property, FlowState state)
    {
        foreach (var child in property.ChildOperations)
        {
            Visit(child is IArgumentOperation argument ? argument.Value : child, state);
        }

        if (property.Instance is not { } instance)
        {
            return;
        }

        var owner = Evaluate(instance, state);
        if (IsElement(property))
        {
            Make(property, owner.Result != KnownValue.NoResult && !state.Succeeded.Contains(owner.Result) && !_seen.IsSeenBefore(owner.Result, property.Syntax.SpanStart), state);
            _seen.AddElement(_numbers[property], owner.Result);
        }
        else if (owner.Result != KnownValue.NoResult && _subjects.StatusOf(instance.Type) is { } status)
        {
            if (_subjects.IsStatus(property.Type))
            {
                _seen.Look(owner.Result, property.Syntax);
            }

            var required = _types.RequiredStatuses(property.Property);
            if (IsNeeded(required) && !state.Succeeded.Contains(owner.Result) && !PropertyUse.AllowsNull(property, status))
            {
                Report(property.Syntax, owner.Result, status, state);
            }
            else if (property.Type?.SpecialType == SpecialType.System_Boolean)
            {
                // A property such as IsDraft may be just the check.
                state.MarkSucceeded(ResultSet.Of(owner.Result));
            }
        }
    }

    private void VisitInvocation(IInvocationOperation invocation, FlowState state)
    {
        if (invocation.Instance is { } instance)
        {
            Visit(instance, state);
        }

        foreach (var argument in invocation.Arguments)
        {
            Visit(argument.Value, state);
        }

        var passedOn = PassedOn(invocation);
        var isMade = passedOn is null && _subjects.Reaches(invocation.Type);
        var isFresh = isMade && IsFresh(invocation, state);
        foreach (var argument in invocation.Arguments)
        {
            if (!ReferenceEquals(argument.Value, passedOn) && !IsComparison(invocation) && !StatusHelpers.OnlyLooks(invocation.TargetMethod)
                && !(MakesAnotherSequence(invocation.TargetMethod) && !AsksForStatus(invocation)))
            {
                GiveAway(argument.Value, state);
            }
        }

        if (invocation.TargetMethod.MethodKind == MethodKind.LocalFunction)
        {
            Capture(_graph.CapturedByLocalFunctions, state);
        }

        foreach (var assertion in Assertions.In(invocation))
        {
            Assume(assertion, state);
        }

        if (invocation.Instance is { } receiver)
        {
            if (KnownList.Is(receiver.Type) && _graph.AssignedVariable(receiver) is { } list && state.Get(list).Result == KnownValue.NoResult)
            {
                KnownList.Change(list, invocation.TargetMethod.Name, state);
            }
            else if (invocation.Type?.SpecialType == SpecialType.System_Boolean && !IsComparison(invocation) && NumberOfStatus(receiver, state) is { } asked)
            {
                // StartsWith, HasFlag: some question about the status.
                state.MarkSucceeded(ResultSet.Of(asked));
            }
        }

        if (Assertions.NeverReturns(invocation.TargetMethod, _cancellationToken))
        {
            state.MarkUnreachable();
        }

        Check(invocation, state);
        if (ChangesStatus(invocation.TargetMethod) && SubjectOf(invocation, state) is { } changed)
        {
            // The status at hand is the one from before.
            state.MarkSucceeded(ResultSet.Of(changed));
        }

        if (isMade)
        {
            Make(invocation, isFresh, state);
            if (isFresh)
            {
                Remember(invocation, state);
            }
        }
    }

    /// <summary>A query over a list leaves it as it is; one that asks for a condition may be just the check.</summary>
    private static bool MakesAnotherSequence(IMethodSymbol method) =>
        method is { Name: not ("All" or "Any" or "Count" or "Contains" or "Aggregate"), ContainingType: { Name: "Enumerable" or "Queryable" or "AsyncEnumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } } };

    /// <summary>Whether a query asks for the status, and a condition asks for its answer: <c>var others = flows.Where(…); if (others.Any()) return;</c>.</summary>
    private static bool AsksForStatus(IInvocationOperation query)
    {
        if (!(query.Syntax.FirstAncestorOrSelf<StatementSyntax>() switch
        {
            null or CommonForEachStatementSyntax => false,
            LocalDeclarationStatementSyntax { Declaration.Variables: [var local] } => IsInCondition(local),
            _ => true,
        }))
        {
            return false;
        }

        foreach (var argument in query.Arguments)
        {
            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate && MentionsStatus(argument.Syntax))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsInCondition(VariableDeclaratorSyntax local)
    {
        foreach (var node in local.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.DescendantNodes() ?? [])
        {
            if (node is IfStatementSyntax { Condition: var condition } && IsNamedIn(condition, local.Identifier.ValueText))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamedIn(SyntaxNode text, string name)
    {
        foreach (var token in text.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a loop that asks for the status decides about the whole collection: it leaves, or notes something down, rather than handling one
    /// element.
    /// </summary>
    private static bool HasConsequence(SyntaxNode look)
    {
        for (var node = look; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            if (parent is IfStatementSyntax branch && branch.Condition == node)
            {
                return branch.Statement is not (ContinueStatementSyntax or BlockSyntax { Statements: [ContinueStatementSyntax] }) && !Awaits(branch.Statement);
            }
        }

        return false;
    }

    private static bool Awaits(SyntaxNode code)
    {
        foreach (var token in code.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.AwaitKeyword))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a call needs other statuses than these, and is none that only sends or reads.</summary>
    private bool ChangesStatus(IMethodSymbol method) =>
        _types.RequiredStatuses(method) is { IsDefaultOrEmpty: false } required && !IsNeeded(required);

    private void Assume(Assertion assertion, FlowState state)
    {
        var value = Evaluate(assertion.Subject, state);
        switch (assertion.Outcome)
        {
            case AssertedOutcome.True:
                state.MarkSucceeded(value.WhenTrue);
                break;
            case AssertedOutcome.False:
                state.MarkSucceeded(value.WhenFalse);
                break;
            case AssertedOutcome.EqualToOther when assertion.Other is { } other:
                state.MarkSucceeded(Compare(assertion.Subject, other, state).Matched);
                break;
            default:
                break;
        }
    }

    /// <summary>Looks for the object that a call is about, and for what is known of its status.</summary>
    private void Check(IInvocationOperation call, FlowState state)
    {
        if (!IsCollecting || !IsNeeded(_types.RequiredStatuses(call.TargetMethod)) || SubjectOf(call, state) is not { } subject || state.Succeeded.Contains(subject))
        {
            return;
        }

        foreach (var key in state.Keys)
        {
            if (key is ILocalSymbol or IParameterSymbol && state.Get(key).Result == subject && StatusAt((ISymbol)key) is var (_, status))
            {
                Report(call.Syntax, subject, status, state);
                return;
            }
        }
    }

    /// <summary>
    /// The number of the object that a request names: by a property of the object, or by the values that the object was asked for with.
    /// </summary>
    private int? SubjectOf(IInvocationOperation call, FlowState state)
    {
        var named = _requests.Of(call);
        foreach (var (_, value) in named)
        {
            if (value is IPropertyReferenceOperation or IInvocationOperation && RootOf(value) is { } root && !IsText(root.Type)
                && Evaluate(root, state).Result is not KnownValue.NoResult and var number)
            {
                return number;
            }
        }

        int? subject = null;
        foreach (var (name, value) in named)
        {
            if (state.Get(KeyOf(value)).Result is not KnownValue.NoResult and var number)
            {
                if (subject is { } other && other != number)
                {
                    return null;
                }

                subject = number;
            }
        }

        if (subject is not { } found || !_askedWith.TryGetValue(found, out var names))
        {
            return subject;
        }

        foreach (var (name, value) in named)
        {
            if (names.Contains(name) && state.Get(KeyOf(value)).Result != found)
            {
                return null;
            }
        }

        return found;
    }

    /// <summary>What the object was asked for with leads to it as well.</summary>
    private void Remember(IInvocationOperation call, FlowState state)
    {
        var number = _numbers[call];
        var names = new HashSet<string>();
        foreach (var (name, value) in _requests.Of(call))
        {
            if (IsText(value.Type))
            {
                names.Add(name);
                state.Set(KeyOf(value), Numbered(number));
            }
        }

        _askedWith[number] = names;
    }

    /// <summary>A variable of this graph by itself, anything else by how it is written.</summary>
    private object KeyOf(IOperation value) => _graph.KeyOf(value) ?? value.Syntax.ToString();

    private static IOperation? RootOf(IOperation value)
    {
        var current = value;
        while (true)
        {
            current = LocalValue.Unwrapped(current);
            switch (current)
            {
                case IPropertyReferenceOperation { Instance: { } owner }:
                    current = owner;
                    break;
                case IInvocationOperation { Instance: { } receiver, Arguments.Length: 0 }:
                    current = receiver;
                    break;
                case ILocalReferenceOperation or IParameterReferenceOperation:
                    return current;
                default:
                    return null;
            }
        }
    }

    private void Report(SyntaxNode site, int subject, IPropertySymbol status, FlowState state)
    {
        if (!IsCollecting)
        {
            return;
        }

        string? written = null;
        foreach (var key in state.Keys)
        {
            if (key is ILocalSymbol or IParameterSymbol && state.Get(key).Result == subject && StatusAt((ISymbol)key) is var (path, _))
            {
                written = path;
                break;
            }
        }

        _findings.Add(new(site, written, status.Type));
    }

    /// <summary>How a variable leads to the status: <c>flow.Status</c>, <c>result.Value.Status</c>.</summary>
    private (string Path, IPropertySymbol Status)? StatusAt(ISymbol variable)
    {
        var type = variable is ILocalSymbol local ? local.Type : ((IParameterSymbol)variable).Type;
        if (_subjects.StatusOf(type) is { } own)
        {
            return (variable.Name + "." + own.Name, own);
        }

        return _types.IsApiResult(type) && _subjects.StatusOf(((INamedTypeSymbol)type).TypeArguments[0]) is { } ofValue
            ? (variable.Name + ".Value." + ofValue.Name, ofValue)
            : null;
    }

    private bool IsNeeded(ImmutableArray<string> required)
    {
        if (required.IsDefault || required.Length != _subjects.Texts.Length)
        {
            return false;
        }

        for (var i = 0; i < required.Length; i++)
        {
            if (required[i] != _subjects.Texts[i])
            {
                return false;
            }
        }

        return true;
    }

    private void GiveAway(IOperation value, FlowState state)
    {
        var given = LocalValue.Unwrapped(value);
        if (_subjects.Reaches(given.Type) || _subjects.OpenEnumOf(given.Type) is not null || StatusText.TypeOf(given, _types) is not null)
        {
            state.MarkSucceeded(ResultSet.Empty.With(Evaluate(given, state).Result));
        }
        else if (given is ITupleOperation)
        {
            GiveAwayAll(given, state);
        }
    }

    private void GiveAwayAll(IOperation value, FlowState state)
    {
        foreach (var part in value.DescendantsAndSelf())
        {
            if (part is ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation)
            {
                state.MarkSucceeded(ResultSet.Empty.With(Evaluate(part, state).Result));
            }
        }
    }

    private void Forget(IOperation target, FlowState state)
    {
        foreach (var part in target.DescendantsAndSelf())
        {
            if (_graph.AssignedVariable(part) is { } variable)
            {
                state.Set(variable, KnownValue.Nothing);
            }
        }
    }

    private static void Capture(IEnumerable<ISymbol> variables, FlowState state)
    {
        foreach (var variable in variables)
        {
            if (state.Get(variable).Result is not KnownValue.NoResult and var number && !IsText((variable as ILocalSymbol)?.Type ?? (variable as IParameterSymbol)?.Type))
            {
                state.MarkSucceeded(ResultSet.Of(number));
            }
        }
    }

    private void Make(IOperation site, bool isFresh, FlowState state)
    {
        if (!_numbers.TryGetValue(site, out var number))
        {
            _numbers.Add(site, number = _nextNumber());
        }

        state.Retire(number);
        if (!isFresh)
        {
            state.MarkSucceeded(ResultSet.Of(number));
        }
    }

    private KnownValue Evaluate(IOperation operation, FlowState state)
    {
        if (operation.ConstantValue.HasValue)
        {
            return KnownValue.OfConstant(operation.ConstantValue.Value);
        }

        switch (operation)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return Evaluate(conversion.Operand, state);
            case IAwaitOperation awaited:
                return Evaluate(awaited.Operation, state);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, state);
            case ISimpleAssignmentOperation assignment:
                return Evaluate(assignment.Value, state);
            case IDefaultValueOperation { Type: { } type } when !type.IsValueType || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }:
                return KnownValue.Null;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return Evaluate(not.Operand, state).Negated();
            case ITupleOperation tuple:
                var elements = ImmutableArray.CreateBuilder<KnownValue>(tuple.Elements.Length);
                foreach (var element in tuple.Elements)
                {
                    elements.Add(Evaluate(element, state));
                }

                return KnownValue.OfTuple(elements.MoveToImmutable());
            case IIsNullOperation isNull:
                var tested = Evaluate(isNull.Operand, state);
                return KnownValue.OfBoolean(tested.WhenNull, tested.WhenNotNull);
            case IBinaryOperation binary:
                return EvaluateBinary(binary, state);
            case IIsPatternOperation pattern:
                var outcome = ReadPattern(pattern, state, declares: false);
                return KnownValue.OfBoolean(outcome.Matched, outcome.Unmatched);
            case IPropertyReferenceOperation property:
                return EvaluateProperty(property, state);
            case IInvocationOperation invocation:
                return EvaluateInvocation(invocation, state);
            default:
                return _graph.KeyOf(operation) is { } key ? state.Get(key)
                    : KnownList.IsEmpty(operation) ? KnownValue.Nought
                    : KnownValue.Nothing;
        }
    }

    private KnownValue EvaluateBinary(IBinaryOperation binary, FlowState state)
    {
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                var outcome = Compare(binary.LeftOperand, binary.RightOperand, state);
                outcome = binary.OperatorKind == BinaryOperatorKind.Equals ? outcome : outcome.Negated();
                return KnownValue.OfBoolean(outcome.Matched, outcome.Unmatched);
            case BinaryOperatorKind.And:
                var (left, right) = (Evaluate(binary.LeftOperand, state), Evaluate(binary.RightOperand, state));
                return KnownValue.OfBoolean(left.WhenTrue.Union(right.WhenTrue), left.WhenFalse.Intersect(right.WhenFalse));
            case BinaryOperatorKind.Or:
                var (first, second) = (Evaluate(binary.LeftOperand, state), Evaluate(binary.RightOperand, state));
                return KnownValue.OfBoolean(first.WhenTrue.Intersect(second.WhenTrue), first.WhenFalse.Union(second.WhenFalse));
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual:
                var compared = (NumberOfStatus(binary.LeftOperand, state) ?? NumberOfStatus(binary.RightOperand, state)) is { } ordered ? ResultSet.Of(ordered) : ResultSet.Empty;
                return PatternReader.Relation(binary.OperatorKind, binary.RightOperand.ConstantValue, Evaluate(binary.LeftOperand, state)) is { } told
                    ? KnownValue.OfBoolean(compared.Union(told.Matched), compared.Union(told.Unmatched))
                    : KnownValue.OfBoolean(compared, compared);
            default:
                return KnownValue.Nothing;
        }
    }

    private KnownValue EvaluateProperty(IPropertyReferenceOperation property, FlowState state)
    {
        if (_numbers.TryGetValue(property, out var number))
        {
            return Numbered(number);
        }

        if (KnownList.IsCount(property.Property) && property.Instance is { } counted && KnownList.Is(counted.Type))
        {
            return KnownList.CountOf(Evaluate(counted, state));
        }

        return property.Instance is { } instance ? Member(Evaluate(instance, state), property.Property) : KnownValue.Nothing;
    }

    /// <summary>A property that is filled in the needed statuses only: where it is not null, the status is one of them.</summary>
    private bool TellsByNull(IPropertySymbol property) => IsNeeded(_types.RequiredStatuses(property)) && !property.Type.IsValueType;

    /// <summary>What is read of an object stays with it, as long as it leads to the object or names it.</summary>
    private KnownValue Member(KnownValue owner, IPropertySymbol property) =>
        owner.Result != KnownValue.NoResult
            && (IsText(property.Type) || _subjects.Reaches(property.Type) || _subjects.OpenEnumOf(property.Type) is not null || property.Name is "Value" or "Result")
            ? TellsByNull(property) ? new(ResultSet.Of(owner.Result), ResultSet.Of(owner.Result), ResultSet.Empty, owner.Result) : Numbered(owner.Result)
            : KnownValue.Nothing;

    private KnownValue EvaluateInvocation(IInvocationOperation invocation, FlowState state)
    {
        if (_numbers.TryGetValue(invocation, out var number))
        {
            return Numbered(number);
        }

        if (PassedOn(invocation) is { } passedOn)
        {
            return Evaluate(passedOn, state);
        }

        if (invocation is { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String }, Arguments: [{ Value: var text }] })
        {
            return KnownValue.OfBoolean(ResultSet.Empty, Evaluate(text, state).WhenNotNull);
        }

        if (IsComparison(invocation))
        {
            var (left, right) = invocation.Instance is { } instance && invocation.Arguments is [_] or [_, { Parameter.Type.Name: "StringComparison" }]
                ? (instance, invocation.Arguments[0].Value)
                : invocation.Arguments is [var first, var second, ..] ? (first.Value, second.Value) : (null, null);
            if (left is not null && right is not null)
            {
                var outcome = Compare(left, right, state);
                return KnownValue.OfBoolean(outcome.Matched, outcome.Unmatched);
            }
        }

        return KnownValue.Nothing;
    }

    /// <summary>What a comparison of two values tells, if one of them is the status.</summary>
    private PatternOutcome Compare(IOperation left, IOperation right, FlowState state)
    {
        var (status, other) = NumberOfStatus(left, state) is not null ? (left, right) : (right, left);
        if (NumberOfStatus(status, state) is not { } number)
        {
            return BooleanComparison(left, right, state);
        }

        var subject = ResultSet.Of(number);
        return TextOf(LocalValue.Unwrapped(other)) is var (isFixed, text) && isFixed
            ? Outcome(text, subject)
            : new(subject, subject);
    }

    /// <summary><c>isDraft == true</c> tells what isDraft tells.</summary>
    private PatternOutcome BooleanComparison(IOperation left, IOperation right, FlowState state) =>
        left.ConstantValue is { HasValue: true } leftConstant ? PatternReader.Constant(leftConstant, Evaluate(right, state))
        : right.ConstantValue is { HasValue: true } rightConstant ? PatternReader.Constant(rightConstant, Evaluate(left, state))
        : new(ResultSet.Empty, ResultSet.Empty);

    /// <summary>Whoever has excluded one of the other statuses has looked, and decided.</summary>
    private PatternOutcome Outcome(string? text, ResultSet subject) =>
        text is not null && IsNeeded(text) ? new(subject, ResultSet.Empty) : new(ResultSet.Empty, subject);

    /// <summary>Another spelling is a matter for FG2005, and may be meant: the comparison may ignore case.</summary>
    private bool IsNeeded(string text)
    {
        foreach (var needed in _subjects.Texts)
        {
            if (string.Equals(needed, text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private int? NumberOfStatus(IOperation value, FlowState state)
    {
        var unwrapped = LocalValue.Unwrapped(value);
        var isStatus = _subjects.OpenEnumOf(unwrapped.Type) is not null || StatusText.TypeOf(unwrapped, _types) is not null
            || (unwrapped is IFlowCaptureReferenceOperation && IsText(unwrapped.Type));
        return isStatus && Evaluate(unwrapped, state).Result is not KnownValue.NoResult and var number ? number : null;
    }

    /// <summary>The text of a known value, however it is written; no text for one that the spec does not know.</summary>
    private (bool IsFixed, string? Text) TextOf(IOperation value)
    {
        if (value.ConstantValue is { HasValue: true } constant)
        {
            if (constant.Value is string or null)
            {
                return (true, constant.Value as string);
            }

            foreach (var member in _subjects.OpenEnumOf(value.Type)?.Members ?? ImmutableArray<KnownMember>.Empty)
            {
                if (Equals(member.Constant, constant.Value))
                {
                    return (true, member.Text);
                }
            }

            return (true, null);
        }

        return value switch
        {
            IPropertyReferenceOperation { Property: { IsStatic: true, Name: var name, Type: var type } } when _subjects.OpenEnumOf(type)?.WithName(name) is { } known => (true, known.Text),
            IPropertyReferenceOperation { Property.Name: "Value" or "Kind", Instance: { } instance } => TextOf(LocalValue.Unwrapped(instance)),
            IObjectCreationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string text } }] } => (true, text),
            _ => (false, null),
        };
    }

    private PatternOutcome ReadPattern(IIsPatternOperation operation, FlowState state, bool declares) => new PatternReader(
        (owner, property) => NullTells(Member(owner, property), property.Type),
        (symbol, named) =>
        {
            if (declares)
            {
                state.Set(symbol, named);
            }
        },
        (subpattern, number, known) =>
        {
            if (declares && subpattern.Member is IPropertyReferenceOperation { Property: var property } member && number != KnownValue.NoResult
                && PatternReader.MatchesAnything(subpattern.Pattern) && !state.Succeeded.Contains(number) && !known.Contains(number)
                && IsNeeded(_types.RequiredStatuses(property)) && _subjects.StatusOf(property.ContainingType) is { } status)
            {
                Report(member.Syntax, number, status, state);
            }
        },
        (pattern, value) => Compare(pattern, value, operation)).Read(operation.Pattern, NullTells(Evaluate(operation.Value, state), operation.Value.Type));

    /// <summary>An object that is not there needs no status, and a status is always there: a pattern does not fail because of that.</summary>
    private KnownValue NullTells(KnownValue value, ITypeSymbol? type)
    {
        if (value.Result == KnownValue.NoResult || !value.WhenNull.IsEmpty)
        {
            return value;
        }

        var whenNull = type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } ? ResultSet.Everything
            : _subjects.Reaches(type) ? ResultSet.Of(value.Result)
            : ResultSet.Empty;
        return new(value.WhenTrue, value.WhenFalse, whenNull, value.Result, value.Elements, value.Reads, value.Cases);
    }

    /// <summary>What a pattern that compares tells; null when it compares something else than the status.</summary>
    private PatternOutcome? Compare(IPatternOperation pattern, KnownValue value, IIsPatternOperation operation)
    {
        if (value.Result == KnownValue.NoResult)
        {
            return null;
        }

        var subject = ResultSet.Of(value.Result);
        return pattern switch
        {
            IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: not null } } constant
                when _subjects.OpenEnumOf(constant.InputType) is not null || IsStatusText(constant, operation) => Outcome(TextOf(constant.Value).Text, subject),
            IRelationalPatternOperation when _subjects.OpenEnumOf(pattern.InputType) is not null => new(subject, subject),
            _ => null,
        };
    }

    /// <summary>Whether a pattern with a text is matched with the status, rather than with a name or an id.</summary>
    private bool IsStatusText(IConstantPatternOperation constant, IIsPatternOperation operation)
    {
        IOperation? current = constant.Parent;
        while (current is INegatedPatternOperation or IBinaryPatternOperation)
        {
            current = current.Parent;
        }

        return current is IPropertySubpatternOperation { Member: var member }
            ? StatusText.TypeOf(member, _types) is not null
            : StatusText.TypeOf(operation.Value, _types) is not null || operation.Value is IFlowCaptureReferenceOperation;
    }

    private static bool IsComparison(IInvocationOperation invocation) => invocation.TargetMethod is { Name: "Equals", ReturnType.SpecialType: SpecialType.System_Boolean };

    private bool IsElement(IPropertyReferenceOperation property) =>
        (ResultCarriers.IsLoopElement(property) || property.Property.IsIndexer)
        && (_subjects.Reaches(property.Type) || (property.Parent is IConversionOperation { Type: { } converted } && _subjects.Reaches(converted)));

    private static bool IsText(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64 } or { Name: "Guid", ContainingNamespace.Name: "System" };

    /// <summary>The value that a call gives back as it is, or takes one element of.</summary>
    private IOperation? PassedOn(IInvocationOperation invocation)
    {
        var receiver = invocation.Instance
            ?? (invocation is { TargetMethod.IsExtensionMethod: true, Arguments: [{ Value: var first }, ..] } ? first : null);
        return receiver is null ? null : invocation.TargetMethod.Name switch
        {
            "EnsureSuccess" => receiver,
            "ConfigureAwait" or "WithCancellation" or "WaitAsync" or "AsTask" or "GetAwaiter" or "GetResult" or "GetEnumerator" or "GetAsyncEnumerator" => receiver,
            "ToList" or "ToArray" or "AsEnumerable" or "Take" or "Skip" or "Reverse" or "OrderBy" or "OrderByDescending" when !_types.IsApiResult(receiver.Type) => receiver,
            "GetValueOrDefault" or "ToString" or "ToUpperInvariant" or "ToLowerInvariant" or "Trim" => receiver,
            _ => null,
        };
    }

    /// <summary>
    /// Whether nobody can have checked the status of what the call gives: a client's answer, or one that a method passes on whose text does
    /// not mention a status, or the first of a list, taken without a condition.
    /// </summary>
    private bool IsFresh(IInvocationOperation invocation, FlowState state)
    {
        var method = invocation.TargetMethod;
        if (_types.IsFlowClient(method.ContainingType))
        {
            return true;
        }

        if (method is { Name: "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "ElementAt", IsExtensionMethod: true })
        {
            return invocation.Arguments is [_] or [_, { Value.Type.SpecialType: SpecialType.System_Int32 }]
                && Evaluate(invocation.Arguments[0].Value, state).Result is not KnownValue.NoResult and var number && !state.Succeeded.Contains(number);
        }

        if (method is { Name: "WhenAll", ContainingType.Name: "Task" } && invocation.Arguments is [{ Value: var together }])
        {
            return LocalValue.Unwrapped(together) is IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" }, Arguments: [_, { Value: IDelegateCreationOperation { Target: var each } }] }
                && (each is IMethodReferenceOperation { Method.DeclaringSyntaxReferences: { IsEmpty: false } declarations } ? !MentionsStatus(declarations) : each is IFlowAnonymousFunctionOperation && !MentionsStatus(each.Syntax));
        }

        foreach (var argument in invocation.Arguments)
        {
            if (_subjects.Reaches(argument.Value.Type) || argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
            {
                return false;
            }
        }

        return method.DeclaringSyntaxReferences is { IsEmpty: false } declared && !MentionsStatus(declared);
    }

    private bool MentionsStatus(ImmutableArray<SyntaxReference> declarations)
    {
        foreach (var reference in declarations)
        {
            if (MentionsStatus(reference.GetSyntax(_cancellationToken)))
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
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText.IndexOf("Status", StringComparison.Ordinal) >= 0 && !token.ValueText.StartsWith("Http", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static KnownValue Numbered(int number) => new(ResultSet.Empty, ResultSet.Empty, ResultSet.Empty, number);
}
