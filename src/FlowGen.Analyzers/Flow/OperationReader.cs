using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.Flow;

/// <summary>
/// Reads operations in the order in which they run: which results are made, checked, given away, and whose value is read.
/// </summary>
internal sealed class OperationReader : IFlowReader
{
    private readonly FlowGenTypes _types;
    private readonly FlowGraph _graph;
    private readonly ReadFindings _findings;
    private readonly ResultCarriers _carriers;
    private readonly StatusHelpers _helpers;
    private readonly Func<int> _nextNumber;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<IOperation, int> _numbers = [];
    private readonly Dictionary<IOperation, IOperation?> _transformed = [];
    private readonly SeenCollections _seen = new(SeenCollections.HasConsequence);

    public OperationReader(FlowGenTypes types, FlowGraph graph, ReadFindings findings, Func<int> nextNumber, CancellationToken cancellationToken)
    {
        _types = types;
        _graph = graph;
        _findings = findings;
        _carriers = new(types);
        _helpers = new(types);
        _nextNumber = nextNumber;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What the surroundings of an operation do with its value.</summary>
    private enum Usage
    {
        /// <summary>Anything: from here on the value may be checked elsewhere.</summary>
        Any,

        /// <summary>A member of it is used, or it is only looked at.</summary>
        Receiver,

        /// <summary>It gets another name.</summary>
        Copy,

        /// <summary>It is tested for null.</summary>
        NullTest,
    }

    /// <inheritdoc/>
    public bool IsCollecting { get; set; }

    /// <inheritdoc/>
    public void Read(IOperation operation, FlowState state) =>
        Visit(operation is IExpressionStatementOperation statement ? statement.Operation : operation, Usage.Receiver, state);

    /// <inheritdoc/>
    public void ReadBranchValue(IOperation value, bool isCondition, FlowState state) =>
        Visit(value, isCondition ? Usage.Receiver : Usage.Any, state);

    /// <inheritdoc/>
    public FlowState Assume(IOperation condition, bool outcome, FlowState state)
    {
        var value = Evaluate(condition, state);
        state.MarkSucceeded(outcome ? value.WhenTrue : value.WhenFalse);
        Refine(condition, outcome, state);
        if (condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
            && outcome == (comparison.OperatorKind == BinaryOperatorKind.Equals))
        {
            AssumeEqual(comparison.LeftOperand, comparison.RightOperand, state);
        }

        return state;
    }

    /// <summary>What a condition tells of the variable that it tests, so that a later test of the same variable tells what this one did.</summary>
    private void Refine(IOperation condition, bool outcome, FlowState state)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                Refine(not.Operand, !outcome, state);
                break;
            case IIsNullOperation isNull:
                RefineNull(isNull.Operand, outcome, state);
                break;
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } pattern when IsNullConstant(constant.Value):
                RefineNull(pattern.Value, !outcome, state);
                break;
            case IIsPatternOperation { Pattern: IConstantPatternOperation constant } pattern when IsNullConstant(constant.Value):
                RefineNull(pattern.Value, outcome, state);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                when IsNullConstant(comparison.RightOperand) || IsNullConstant(comparison.LeftOperand):
                RefineNull(
                    IsNullConstant(comparison.RightOperand) ? comparison.LeftOperand : comparison.RightOperand,
                    outcome == (comparison.OperatorKind == BinaryOperatorKind.Equals),
                    state);
                break;
            default:
                if (condition.Type?.SpecialType == SpecialType.System_Boolean && _graph.KeyOf(condition) is { } key && state.TryGet(key, out var known))
                {
                    state.Set(key, known.Assumed(outcome));
                }

                break;
        }
    }

    private void RefineNull(IOperation operand, bool isNull, FlowState state)
    {
        operand = LocalValue.Unwrapped(operand);
        if (_graph.KeyOf(operand) is { } key && state.TryGet(key, out var known))
        {
            state.Set(key, known.AssumedNull(isNull));
        }
    }

    /// <inheritdoc/>
    public void Settle(PostponedRead read)
    {
        if (IsCollecting)
        {
            _findings.Settle(read.Site);
        }
    }

    private void Visit(IOperation? operation, Usage usage, FlowState state)
    {
        if (operation is not null && OwnMember.MayLook(operation) && _graph.KeyOf(operation) is null)
        {
            GiveMembersAway(state);
        }

        switch (operation)
        {
            case null or INameOfOperation or ITypeOfOperation or ISizeOfOperation or ILiteralOperation:
                return;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation:
            case IFieldReferenceOperation or IPropertyReferenceOperation when _graph.KeyOf(operation) is not null:
                VisitReference(operation, usage, state);
                return;
            case IConversionOperation { OperatorMethod: null } conversion:
                Visit(conversion.Operand, usage, state);
                return;
            case IAwaitOperation awaited:
                Visit(awaited.Operation, usage, state);
                return;
            case IParenthesizedOperation parenthesized:
                Visit(parenthesized.Operand, usage, state);
                return;
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    Visit(element, usage == Usage.Copy ? Usage.Copy : Usage.Any, state);
                }

                return;
            case IPropertyReferenceOperation property:
                VisitProperty(property, usage, state);
                return;
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } whole } element:
                Visit(whole, Usage.Copy, state);
                if (usage == Usage.Any)
                {
                    GiveAway(Evaluate(element, state), state);
                }

                return;
            case IInvocationOperation invocation:
                VisitInvocation(invocation, state);
                if (usage == Usage.Any)
                {
                    GiveAway(Evaluate(invocation, state), state);
                }

                return;
            case IFlowCaptureOperation capture:
                Visit(capture.Value, UsageOfCapture(capture.Value), state);
                state.Set(capture.Id, Evaluate(capture.Value, state));
                if (capture.Value.Syntax.Parent is AssignmentExpressionSyntax { Left: var left } && left == capture.Value.Syntax)
                {
                    FillList(capture.Value, state);
                }

                return;
            case ISimpleAssignmentOperation assignment:
                VisitAssignment(assignment, state);
                if (usage == Usage.Any)
                {
                    GiveAway(Evaluate(assignment, state), state);
                }

                return;
            case ICompoundAssignmentOperation compound when _graph.AssignedVariable(compound.Target) is { } changed:
                Visit(compound.Value, Usage.Receiver, state);
                Assign(changed, Combined(compound, state), state);
                return;
            case IIncrementOrDecrementOperation counted when _graph.AssignedVariable(counted.Target) is { } counter:
                Assign(counter, counted.Kind == OperationKind.Increment ? KnownValue.Some : KnownValue.Nothing, state);
                return;
            case IDeconstructionAssignmentOperation deconstruction:
                Visit(deconstruction.Value, Usage.Copy, state);
                Deconstruct(deconstruction.Target, Evaluate(deconstruction.Value, state), state);
                return;
            case IIsPatternOperation pattern:
                Visit(pattern.Value, PatternReader.MatchesAnything(pattern.Pattern) ? Usage.Copy : Usage.NullTest, state);
                _ = ReadPattern(pattern, state, declares: true);
                return;
            case IIsNullOperation isNull:
                Visit(isNull.Operand, Usage.NullTest, state);
                return;
            case IIsTypeOperation isType:
                Visit(isType.ValueOperand, Usage.NullTest, state);
                return;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.And, Type.SpecialType: SpecialType.System_Boolean } both when OnlyReadsPlainValues(both.RightOperand):
                // Both sides are read, and the right one counts only if the left one is true. A value that is never null can be read in vain.
                Visit(both.LeftOperand, Usage.Receiver, state);
                var whereTrue = state.Copy();
                whereTrue.MarkSucceeded(Evaluate(both.LeftOperand, state).WhenTrue);
                Visit(both.RightOperand, Usage.Receiver, whereTrue);
                return;
            case IBinaryOperation binary:
                Visit(binary.LeftOperand, IsNullConstant(binary.RightOperand) ? Usage.NullTest : Usage.Receiver, state);
                Visit(binary.RightOperand, IsNullConstant(binary.LeftOperand) ? Usage.NullTest : Usage.Receiver, state);
                return;
            case IInterpolationOperation interpolation:
                Visit(interpolation.Expression, Usage.Receiver, state);
                return;
            case IArrayElementReferenceOperation element:
                Visit(element.ArrayReference, Usage.Receiver, state);
                VisitAll(element.Indices, state);
                MakeElement(element, state);
                if (usage == Usage.Any)
                {
                    GiveAway(Evaluate(element, state), state);
                }

                return;
            case IFlowAnonymousFunctionOperation function:
                Capture(FlowGraph.CapturesOf(_graph.GraphOf(function)), state);
                return;
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction }:
                Capture(_graph.CapturedByLocalFunctions, state);
                return;
            default:
                VisitAll(operation.ChildOperations, state);
                return;
        }
    }

    private static bool OnlyReadsPlainValues(IOperation operand)
    {
        foreach (var operation in operand.DescendantsAndSelf())
        {
            var isPlain = operation is IPropertyReferenceOperation { Property: var property } ? !TellsByNull(property)
                : operation is ILocalReferenceOperation or IParameterReferenceOperation or ILiteralOperation or IBinaryOperation or IUnaryOperation or IConversionOperation;
            if (!isPlain)
            {
                return false;
            }
        }

        return true;
    }

    private void VisitAll(IEnumerable<IOperation> operations, FlowState state)
    {
        foreach (var operation in operations)
        {
            Visit(operation, Usage.Any, state);
        }
    }

    private void VisitReference(IOperation reference, Usage usage, FlowState state)
    {
        if (_graph.KeyOf(reference) is not { } key || !state.TryGet(key, out var value))
        {
            return;
        }

        if (usage == Usage.Any)
        {
            GiveAway(value, state);
            _seen.Look(value.Result, reference.Syntax);
            if (KnownList.Is(reference.Type) && value.Result == KnownValue.NoResult)
            {
                // Whoever is given a list may add to it.
                state.Set(key, KnownValue.NotNull);
            }
        }

        foreach (var read in value.Reads)
        {
            if ((usage == Usage.NullTest && read.TellsByNull) || (usage != Usage.Copy && state.Succeeded.Contains(read.Result)))
            {
                Settle(read);
            }
            else if (usage != Usage.Copy)
            {
                Report(read.Site);
            }
        }
    }

    private static void GiveAway(KnownValue value, FlowState state)
    {
        state.MarkSucceeded(ResultSet.Empty.With(value.Result));
        foreach (var element in value.Elements)
        {
            GiveAway(element, state);
        }
    }

    private static void GiveMembersAway(FlowState state)
    {
        foreach (var key in state.Keys)
        {
            if (key is IFieldSymbol or IPropertySymbol)
            {
                GiveAway(state.Get(key), state);
            }
        }
    }

    private void VisitProperty(IPropertyReferenceOperation reference, Usage usage, FlowState state)
    {
        if (ResultCarriers.IsTaskResult(reference.Property))
        {
            Visit(reference.Instance, usage, state);
            return;
        }

        // A property that somebody else added to results may tell, or hand on, anything.
        var isOfItsOwn = reference.Instance is not { Type: { } owner } || !_types.IsApiResult(owner) || _types.IsApiResult(reference.Property.ContainingType);
        Visit(reference.Instance, isOfItsOwn ? Usage.Receiver : Usage.Any, state);
        VisitAll(reference.Arguments, state);
        if (_types.IsMemberOfApiResult(reference.Property, "Value"))
        {
            VisitRead(reference, usage, state);
        }
        else if (ResultCarriers.IsLoopElement(reference) && _carriers.Carries(ElementType(reference)))
        {
            MakeCurrent(reference, state);
        }
        else if (TellsStatus(reference.Property) && reference.Instance is { } looked)
        {
            _seen.Look(Evaluate(looked, state).Result, reference.Syntax);
        }
    }

    private bool TellsStatus(IPropertySymbol property) =>
        property.Name is "IsSuccess" or "Error" && _types.IsApiResult(property.ContainingType);

    private bool IsUnchecked(int collection, IOperation element, FlowState state) =>
        collection != KnownValue.NoResult && !state.Succeeded.Contains(collection) && !_seen.IsSeenBefore(collection, element.Syntax.SpanStart);

    /// <summary>Where the program moves the enumerator itself, each read gives the same element until it does.</summary>
    private void MakeCurrent(IPropertyReferenceOperation current, FlowState state)
    {
        var collection = Evaluate(current.Instance!, state).Result;
        var key = new ElementKey(collection, current.Property.Name);
        if (!current.IsImplicit && state.TryGet(key, out _))
        {
            return;
        }

        Make(current, IsUnchecked(collection, current, state), state);
        if (current.IsImplicit)
        {
            _seen.AddElement(NumberOf(current), collection);
        }
        else
        {
            state.Set(key, KnownValue.OfResult(NumberOf(current)));
        }
    }

    /// <summary>An element at an index that is a constant or a variable stays the same result until one of them changes.</summary>
    private void MakeElement(IArrayElementReferenceOperation element, FlowState state)
    {
        if (ElementOf(element, state) is not { } key || state.TryGet(key, out _))
        {
            return;
        }

        Make(element, IsUnchecked(key.Collection, element, state), state);
        state.Set(key, KnownValue.OfResult(NumberOf(element)));
        if (key.Index is ILocalSymbol { DeclaringSyntaxReferences: [var counter] } && counter.GetSyntax(_cancellationToken).Parent?.Parent is ForStatementSyntax)
        {
            _seen.AddElement(NumberOf(element), key.Collection);
        }
    }

    private ElementKey? ElementOf(IArrayElementReferenceOperation element, FlowState state)
    {
        var collection = Evaluate(element.ArrayReference, state).Result;
        if (collection == KnownValue.NoResult || !_types.IsApiResult(element.Type) || element.Indices is not [var index])
        {
            return null;
        }

        return ConstantOf(index) is { HasValue: true, Value: { } constant } ? new(collection, constant)
            : LocalValue.Unwrapped(index) is ILocalReferenceOperation local && _graph.KeyOf(local) is { } variable ? new(collection, variable)
            : null;
    }

    /// <summary>A loop over an array sees objects, converted where they are assigned.</summary>
    private static ITypeSymbol? ElementType(IPropertyReferenceOperation reference) =>
        reference.Parent is IConversionOperation { Type: { } converted } ? converted : reference.Type;

    private void VisitRead(IPropertyReferenceOperation reference, Usage usage, FlowState state)
    {
        if (reference.Instance is null || Evaluate(reference.Instance, state) is not { Result: not KnownValue.NoResult } value
            || state.Succeeded.Contains(value.Result) || ReadContext.CarriesItsStatus(reference.Syntax))
        {
            return;
        }

        var tellsByNull = TellsByNull(reference.Property);
        if (tellsByNull && (usage == Usage.NullTest || ReadContext.IsTestedForNull(reference.Syntax)))
        {
            return;
        }

        if (usage == Usage.Copy)
        {
            if (IsCollecting)
            {
                _findings.Postpone(reference.Syntax);
            }
        }
        else
        {
            Report(reference.Syntax);
        }
    }

    private void VisitInvocation(IInvocationOperation invocation, FlowState state)
    {
        var method = invocation.TargetMethod;
        if (PassedOn(invocation) is { } passedOn)
        {
            foreach (var child in invocation.ChildOperations)
            {
                var value = child is IArgumentOperation argument ? argument.Value : child;
                Visit(value, ReferenceEquals(value, passedOn) ? Usage.Copy : Usage.Any, state);
            }

            return;
        }

        List<Assertion>? assertions = null;
        foreach (var assertion in Assertions.In(invocation))
        {
            (assertions ??= []).Add(assertion);
        }

        var checkedByHelper = _helpers.Checked(invocation);
        VisitReceiver(invocation, assertions, checkedByHelper, state);
        foreach (var argument in invocation.Arguments)
        {
            VisitArgument(argument, UsageOfArgument(argument, method, assertions, checkedByHelper), state);
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            Capture(_graph.CapturedByLocalFunctions, state);
        }

        if (invocation.Instance is { } changed && KnownList.Is(changed.Type) && _graph.AssignedVariable(changed) is { } list && state.Get(list).Result == KnownValue.NoResult)
        {
            KnownList.Change(list, method.Name, state);
        }

        if (method.Name is "MoveNext" or "MoveNextAsync" && invocation.Instance is { } enumerator && Evaluate(enumerator, state).Result is not KnownValue.NoResult and var moved)
        {
            state.ForgetElements(element => element.Collection == moved);
        }

        if (_types.IsMemberOfApiResult(method, "EnsureSuccess") && invocation.Instance is { } result)
        {
            var ensured = Evaluate(result, state).Result;
            state.MarkSucceeded(ResultSet.Empty.With(ensured));
            _seen.Look(ensured, invocation.Syntax);
        }

        if (!StatusHelpers.AnswersBoolean(method))
        {
            foreach (var value in checkedByHelper)
            {
                state.MarkSucceeded(ResultSet.Empty.With(Evaluate(value, state).Result));
            }
        }

        foreach (var argument in invocation.Arguments)
        {
            // A helper that is given the error, or whether there is one, and that throws or answers: what it makes of it is its business.
            if (LocalValue.Unwrapped(argument.Value) is IPropertyReferenceOperation or IUnaryOperation or ILocalReferenceOperation or IFlowCaptureReferenceOperation
                && (assertions is null || assertions.Count == 0) && Evaluate(argument.Value, state) is { Result: KnownValue.NoResult, Told: { IsEmpty: false } told } && StatusHelpers.IsGuard(method, _cancellationToken))
            {
                state.MarkSucceeded(told);
            }
        }

        foreach (var assertion in assertions ?? [])
        {
            Assume(assertion, state);
        }

        if (Assertions.NeverReturns(method, _cancellationToken))
        {
            state.MarkUnreachable();
        }

        if (_carriers.Carries(invocation.Type))
        {
            Make(invocation, _carriers.IsFresh(invocation, _cancellationToken) || IsElementOfUnchecked(invocation, state), state);
        }
    }

    /// <summary>Whether a query takes one of a collection that nobody has checked, without a condition.</summary>
    private bool IsElementOfUnchecked(IInvocationOperation invocation, FlowState state) =>
        ResultCarriers.IsOneOf(invocation) is { } collection && IsUnchecked(Evaluate(collection, state).Result, invocation, state);

    private void VisitReceiver(IInvocationOperation invocation, List<Assertion>? assertions, ImmutableArray<IOperation> checkedByHelper, FlowState state)
    {
        if (invocation.Instance is not { } instance)
        {
            return;
        }

        foreach (var assertion in assertions ?? [])
        {
            if (instance is IInvocationOperation && assertion.Outcome is AssertedOutcome.Null or AssertedOutcome.NotNull
                && ReferenceEquals(SubjectIn(instance), assertion.Subject))
            {
                Visit(assertion.Subject, GoesOn(invocation, assertion.Subject) ? Usage.Any : Usage.NullTest, state);
                return;
            }
        }

        var mayCheck = _types.IsApiResult(instance.Type)
            ? StatusHelpers.IsAddedTo(instance.Type!, invocation.TargetMethod) && !checkedByHelper.Contains(instance)
            : _carriers.Carries(instance.Type) && invocation.TargetMethod.Name is not ("Wait" or "MoveNext" or "MoveNextAsync" or "Dispose" or "DisposeAsync");
        Visit(instance, mayCheck ? Usage.Any : Usage.Receiver, state);
    }

    /// <summary>What <c>Should()</c> or <c>That()</c> was called with.</summary>
    private static IOperation? SubjectIn(IOperation instance)
    {
        var value = instance is IInvocationOperation { Arguments: [{ Value: { } argument }, ..] } ? argument : null;
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return value;
    }

    /// <summary>Whether a chain of assertions about a result goes on: what follows may ask for anything, its status included.</summary>
    private bool GoesOn(IOperation assertion, IOperation subject)
    {
        var user = assertion.Parent;
        while (user is IConversionOperation { OperatorMethod: null } or IAwaitOperation)
        {
            user = user.Parent;
        }

        return user is not (null or IExpressionStatementOperation) && _carriers.Carries(LocalValue.Unwrapped(subject).Type);
    }

    private Usage UsageOfArgument(
        IArgumentOperation argument, IMethodSymbol method, List<Assertion>? assertions, ImmutableArray<IOperation> checkedByHelper)
    {
        if (argument.Parameter is { } parameter && (Assertions.IsNotNullWhen(parameter, true) || Assertions.IsNotNullWhen(parameter, false)))
        {
            return Usage.NullTest;
        }

        if (method is { Name: "ReferenceEquals" or "Equals", ContainingType.SpecialType: SpecialType.System_Object }
            && argument.Parent is IInvocationOperation { Arguments: [{ Value: { } one }, { Value: { } other }] } && (IsNullConstant(one) || IsNullConstant(other)))
        {
            return Usage.NullTest;
        }

        foreach (var assertion in assertions ?? [])
        {
            if (IsSame(assertion.Subject, argument.Value))
            {
                return assertion.Outcome is not (AssertedOutcome.Null or AssertedOutcome.NotNull) ? Usage.Receiver
                    : argument.Parent is { } asserting && GoesOn(asserting, assertion.Subject) ? Usage.Any
                    : Usage.NullTest;
            }
        }

        return checkedByHelper.Contains(argument.Value) || StatusHelpers.OnlyLooks(method) || argument.Parent is IInvocationOperation call && (ResultCarriers.IsOneOf(call) is not null || StatusHelpers.OnlyRemoves(call))
            ? Usage.Receiver
            : Usage.Any;
    }

    private static bool IsSame(IOperation subject, IOperation argument)
    {
        while (!ReferenceEquals(subject, argument) && argument is IConversionOperation { OperatorMethod: null } conversion)
        {
            argument = conversion.Operand;
        }

        return ReferenceEquals(subject, argument);
    }

    private void VisitArgument(IArgumentOperation argument, Usage usage, FlowState state)
    {
        if (OwnMember.MayLook(argument))
        {
            GiveMembersAway(state);
        }

        if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && _graph.AssignedVariable(argument.Value) is { } variable)
        {
            state.Set(variable, KnownValue.Nothing);
            return;
        }

        // A params array, or a params collection, which this compiler's API has no name for yet.
        if (usage == Usage.Receiver && argument.ArgumentKind is not (ArgumentKind.Explicit or ArgumentKind.DefaultValue))
        {
            VisitElements(argument.Value, state);
            return;
        }

        if (usage == Usage.Any && argument.Parameter?.Type is { Name: "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection" }
            && LocalValue.Unwrapped(argument.Value) is { } given && KnownList.Is(given.Type) && _graph.KeyOf(given) is { } list && state.Get(list) is { Result: KnownValue.NoResult } known)
        {
            // Who only reads a list leaves it as it is.
            Visit(argument.Value, usage, state);
            state.Set(list, known);
            return;
        }

        Visit(argument.Value, usage, state);
    }

    private void VisitElements(IOperation collection, FlowState state)
    {
        foreach (var child in collection.ChildOperations)
        {
            if (child is IArrayInitializerOperation || (child.IsImplicit && child is not (ILocalReferenceOperation or IFlowCaptureReferenceOperation)))
            {
                VisitElements(child, state);
            }
            else
            {
                Visit(child, Usage.Receiver, state);
            }
        }
    }

    private void VisitAssignment(ISimpleAssignmentOperation assignment, FlowState state)
    {
        if (_graph.AssignedVariable(assignment.Target) is { } variable and not IParameterSymbol { RefKind: not RefKind.None })
        {
            // A local that is stored is somebody's to check; an answer that goes straight into a member is this method's.
            var isStored = variable is IFieldSymbol or IPropertySymbol && LocalValue.Unwrapped(assignment.Value) is not (IAwaitOperation or IInvocationOperation);
            Visit(assignment.Value, assignment.IsRef || isStored ? Usage.Any : Usage.Copy, state);
            if (assignment.IsRef && _graph.KeyOf(assignment.Value) is { } aliased)
            {
                state.Capture(aliased);
                state.Capture(variable);
            }

            Assign(variable, Evaluate(assignment.Value, state), state);
            return;
        }

        if (assignment.Target is IDiscardOperation)
        {
            Visit(assignment.Value, Usage.Receiver, state);
            return;
        }

        // An out parameter leaves together with the status, or the caller could not use it.
        if (assignment.Target is IParameterReferenceOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref }
            && ReadIn(assignment.Value) is { Instance: { } result })
        {
            Visit(result, Usage.Receiver, state);
            return;
        }

        // Value and Error are stored side by side: whoever reads the one can read the other.
        if (ReadIn(assignment.Value) is { Instance: { } stored } && ReadContext.IsStoredBesideItsStatus(assignment.Syntax))
        {
            Visit(assignment.Target, Usage.Receiver, state);
            Visit(stored, Usage.Receiver, state);
            return;
        }

        if (assignment.Target is IArrayElementReferenceOperation)
        {
            state.ForgetElements(static _ => true);
        }

        FillList(assignment.Target, state);
        Visit(assignment.Target, Usage.Receiver, state);
        Visit(assignment.Value, Usage.Any, state);
        var given = Evaluate(assignment.Value, state);
        GiveAway(given, state);
        if (!given.Told.IsEmpty && ReadContext.IsAskedLater(assignment.Syntax))
        {
            // What a field or a property tells is not followed.
            state.MarkSucceeded(given.Told);
        }
    }

    /// <summary>What is set at an index or a key is in the list.</summary>
    private void FillList(IOperation target, FlowState state)
    {
        if (target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } indexed } && KnownList.Is(indexed.Type)
            && _graph.AssignedVariable(indexed) is { } filled && state.Get(filled).Result == KnownValue.NoResult)
        {
            state.Set(filled, KnownValue.Some);
        }
    }

    /// <summary>Gives a variable a value. An index that changes leads to another element.</summary>
    private static void Assign(ISymbol variable, KnownValue value, FlowState state)
    {
        state.ForgetElements(element => element.Index.Equals(variable));
        state.Set(variable, value);
    }

    /// <summary><c>ok &amp;= r.IsSuccess</c>, <c>failures += …</c>: a sum is zero only if both parts are.</summary>
    private KnownValue Combined(ICompoundAssignmentOperation compound, FlowState state)
    {
        var (left, right) = (Evaluate(compound.Target, state), Evaluate(compound.Value, state));
        return compound.OperatorKind switch
        {
            BinaryOperatorKind.And => And(left, right),
            BinaryOperatorKind.Or or BinaryOperatorKind.Add when compound.OperatorMethod is null => compound.Type?.SpecialType == SpecialType.System_String ? KnownValue.NotNull : Or(left, right),
            _ => KnownValue.Nothing,
        };
    }

    private static KnownValue And(KnownValue left, KnownValue right) =>
        KnownValue.OfBoolean(left.WhenTrue.Union(right.WhenTrue), left.WhenFalse.Intersect(right.WhenFalse));

    private static KnownValue Or(KnownValue left, KnownValue right) =>
        KnownValue.OfBoolean(left.WhenTrue.Intersect(right.WhenTrue), left.WhenFalse.Union(right.WhenFalse));

    private IPropertyReferenceOperation? ReadIn(IOperation value)
    {
        while (value is IConversionOperation { OperatorMethod: null } conversion)
        {
            value = conversion.Operand;
        }

        return value is IPropertyReferenceOperation reference && _types.IsMemberOfApiResult(reference.Property, "Value") ? reference : null;
    }

    private void Deconstruct(IOperation target, KnownValue value, FlowState state)
    {
        while (target is IDeclarationExpressionOperation or IConversionOperation)
        {
            target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : ((IConversionOperation)target).Operand;
        }

        if (target is ITupleOperation tuple)
        {
            for (var i = 0; i < tuple.Elements.Length; i++)
            {
                Deconstruct(tuple.Elements[i], value.Elements.Length == tuple.Elements.Length ? value.Elements[i] : KnownValue.Nothing, state);
            }
        }
        else if (_graph.AssignedVariable(target) is { } variable)
        {
            state.Set(variable, value);
        }
        else if (target is not IDiscardOperation)
        {
            GiveAway(value, state);
            Visit(target, Usage.Receiver, state);
        }
    }

    private void Capture(IEnumerable<ISymbol> variables, FlowState state)
    {
        foreach (var variable in variables)
        {
            foreach (var read in state.Get(variable).Reads)
            {
                Settle(read);
            }

            GiveAway(state.Get(variable), state);
            state.Capture(variable);
        }
    }

    private void Make(IOperation site, bool isFresh, FlowState state)
    {
        var number = NumberOf(site);
        state.Retire(number);
        state.ForgetElements(element => element.Collection == number);
        if (!isFresh)
        {
            state.MarkSucceeded(ResultSet.Of(number));
        }
    }

    private int NumberOf(IOperation site)
    {
        if (!_numbers.TryGetValue(site, out var number))
        {
            _numbers.Add(site, number = _nextNumber());
        }

        return number;
    }

    private void Report(SyntaxNode site)
    {
        if (IsCollecting)
        {
            _findings.AddUnchecked(site);
        }
    }

    private void Assume(Assertion assertion, FlowState state)
    {
        var value = Evaluate(assertion.Subject, state);
        switch (assertion.Outcome)
        {
            case AssertedOutcome.True:
                _ = Assume(assertion.Subject, true, state);
                break;
            case AssertedOutcome.False:
                _ = Assume(assertion.Subject, false, state);
                break;
            case AssertedOutcome.Null:
                state.MarkSucceeded(value.WhenNull);
                break;
            case AssertedOutcome.NotNull:
                state.MarkSucceeded(value.WhenNotNull);
                break;
            default:
                AssumeEqual(assertion.Other!, assertion.Subject, state);
                break;
        }
    }

    /// <summary>Two values are the same: what one tells of an outcome, the other tells too.</summary>
    private void AssumeEqual(IOperation left, IOperation right, FlowState state)
    {
        var (leftValue, rightValue) = (Evaluate(left, state), Evaluate(right, state));
        if (ConstantOf(left) is { HasValue: true } leftConstant)
        {
            state.MarkSucceeded(PatternReader.Constant(leftConstant, rightValue).Matched);
            return;
        }

        if (ConstantOf(right) is { HasValue: true } rightConstant)
        {
            state.MarkSucceeded(PatternReader.Constant(rightConstant, leftValue).Matched);
            return;
        }

        foreach (var (operation, own, other) in new[] { (left, leftValue, rightValue), (right, rightValue, leftValue) })
        {
            if (_graph.KeyOf(operation) is { } key)
            {
                state.Set(key, new(
                    own.WhenTrue.Union(other.WhenTrue),
                    own.WhenFalse.Union(other.WhenFalse),
                    own.WhenNull.Union(other.WhenNull),
                    own.Result,
                    own.Elements,
                    own.Reads,
                    own.Cases));
            }
        }
    }

    /// <summary>What is known of an operation's value, after it was read.</summary>
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
            case IDefaultValueOperation { Type: { } type }:
                return type.SpecialType == SpecialType.System_Boolean ? KnownValue.False : IsNullable(type) ? KnownValue.Null : KnownValue.Nothing;
            case ITupleOperation tuple:
                var elements = ImmutableArray.CreateBuilder<KnownValue>(tuple.Elements.Length);
                foreach (var element in tuple.Elements)
                {
                    elements.Add(Evaluate(element, state));
                }

                return KnownValue.OfTuple(elements.MoveToImmutable());
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return Evaluate(not.Operand, state).Negated();
            case IBinaryOperation binary:
                return EvaluateBinary(binary, state);
            case IIsNullOperation isNull:
                var tested = Evaluate(isNull.Operand, state);
                return KnownValue.OfBoolean(tested.WhenNull, tested.WhenNotNull);
            case IIsTypeOperation isType:
                var typed = Evaluate(isType.ValueOperand, state);
                return KnownValue.OfBoolean(typed.WhenNotNull, typed.InAnyCase);
            case IIsPatternOperation pattern:
                var outcome = ReadPattern(pattern, state, declares: false);
                return KnownValue.OfBoolean(outcome.Matched, outcome.Unmatched);
            case IPropertyReferenceOperation reference when _graph.KeyOf(reference) is null:
                return EvaluateProperty(reference, state);
            case IInvocationOperation invocation:
                return EvaluateInvocation(invocation, state);
            case IArrayElementReferenceOperation item:
                return ElementOf(item, state) is { } itemKey ? state.Get(itemKey) : Unknown(operation);
            case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } field, Instance: { } whole } when _graph.KeyOf(operation) is null:
                return Unsettled(TupleField.Of(field, Evaluate(whole, state)), state);
            default:
                return _graph.KeyOf(operation) is { } key ? Unsettled(state.Get(key), state)
                    : KnownList.IsEmpty(operation) ? KnownValue.Nought
                    : Unknown(operation);
        }
    }

    /// <summary>A value of which only its type is known, and whether its declaration says that it is never null.</summary>
    private static KnownValue Unknown(IOperation operation)
    {
        var isNeverNull = operation switch
        {
            IObjectCreationOperation or IInterpolatedStringOperation => true,
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } => true,
            IPropertyReferenceOperation { Property.Type: { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } } => true,
            IInvocationOperation { TargetMethod.ReturnType: { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } } => true,
            _ => operation.Type is { } type && !IsNullable(type),
        };
        return isNeverNull ? KnownValue.NotNull : KnownValue.Nothing;
    }

    /// <summary>A copy made after the check is sound; only what is still unchecked goes on waiting.</summary>
    private KnownValue Unsettled(KnownValue value, FlowState state)
    {
        var reads = value.Reads;
        foreach (var read in reads)
        {
            if (state.Succeeded.Contains(read.Result))
            {
                Settle(read);
                reads = reads.Remove(read);
            }
        }

        return reads.Length == value.Reads.Length ? value : value.With(static set => set, value.Result, reads);
    }

    private KnownValue EvaluateBinary(IBinaryOperation binary, FlowState state)
    {
        var (left, right) = (Evaluate(binary.LeftOperand, state), Evaluate(binary.RightOperand, state));
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                var outcome = ConstantOf(binary.RightOperand) is { HasValue: true } rightConstant ? PatternReader.Constant(rightConstant, left)
                    : ConstantOf(binary.LeftOperand) is { HasValue: true } leftConstant ? PatternReader.Constant(leftConstant, right)
                    : new(WhenEqual(left, right), ResultSet.Empty);
                outcome = binary.OperatorKind == BinaryOperatorKind.Equals ? outcome : outcome.Negated();
                return KnownValue.OfBoolean(outcome.Matched, outcome.Unmatched);
            case BinaryOperatorKind.And:
                return And(left, right);
            case BinaryOperatorKind.Or:
                return Or(left, right);
            case BinaryOperatorKind.Add when binary.OperatorMethod is null && binary.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64:
                return Or(left, right);
            case BinaryOperatorKind.Add:
                return Unknown(binary);
            case BinaryOperatorKind.ExclusiveOr when ConstantOf(binary.RightOperand) is { Value: bool flips }:
                return flips ? left.Negated() : left;
            case BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual:
                var relation = ConstantOf(binary.RightOperand) is { HasValue: true } bound ? PatternReader.Relation(binary.OperatorKind, bound, left)
                    : ConstantOf(binary.LeftOperand) is { HasValue: true } lower ? PatternReader.Relation(Turned(binary.OperatorKind), lower, right)
                    : null;
                return relation is { } told ? KnownValue.OfBoolean(told.Matched, told.Unmatched)
                    : binary.IsLifted ? KnownValue.OfBoolean(left.WhenNotNull.Union(right.WhenNotNull), ResultSet.Empty)
                    : KnownValue.Nothing;
            default:
                return KnownValue.Nothing;
        }
    }

    /// <summary>What is equal to something that is never null is not null either.</summary>
    private static ResultSet WhenEqual(KnownValue left, KnownValue right) =>
        (right.WhenNull.IsEverything ? left.WhenNotNull : ResultSet.Empty).Union(left.WhenNull.IsEverything ? right.WhenNotNull : ResultSet.Empty);

    private static BinaryOperatorKind Turned(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        _ => BinaryOperatorKind.GreaterThanOrEqual,
    };

    private KnownValue EvaluateProperty(IPropertyReferenceOperation reference, FlowState state)
    {
        if (ResultCarriers.IsTaskResult(reference.Property) && reference.Instance is not null)
        {
            return Evaluate(reference.Instance, state);
        }

        if (reference.Instance is not null && _types.IsApiResult(reference.Property.ContainingType))
        {
            var result = Evaluate(reference.Instance, state);
            var member = MemberOf(result, reference.Property, state);
            return reference.Property.Name == "Value" && !ReadContext.CarriesItsStatus(reference.Syntax)
                && result.Result != KnownValue.NoResult && !state.Succeeded.Contains(result.Result)
                ? member.With(static set => set, KnownValue.NoResult, ImmutableArray.Create(
                    new PostponedRead(reference.Syntax, result.Result, TellsByNull(reference.Property))))
                : member;
        }

        if (reference.Instance is { Type: { } type } instance && IsNullableValue(type) && reference.Property.Name is "Value" or "HasValue")
        {
            var value = Evaluate(instance, state);
            return reference.Property.Name == "Value"
                ? KnownValue.OfBoolean(value.WhenTrue, value.WhenFalse)
                : KnownValue.OfBoolean(value.WhenNotNull, value.WhenNull);
        }

        if (KnownList.IsCount(reference.Property) && reference.Instance is { } counted && KnownList.Is(counted.Type))
        {
            return KnownList.CountOf(Evaluate(counted, state));
        }

        if (!reference.IsImplicit && ResultCarriers.IsLoopElement(reference)
            && state.TryGet(new ElementKey(Evaluate(reference.Instance!, state).Result, reference.Property.Name), out var current))
        {
            return current;
        }

        return _numbers.TryGetValue(reference, out var number) ? KnownValue.OfResult(number) : Unknown(reference);
    }

    /// <summary>What a member of a result tells of it.</summary>
    private KnownValue MemberOf(KnownValue value, IPropertySymbol property, FlowState state)
    {
        if (KnownList.IsCount(property) && KnownList.Is(property.ContainingType))
        {
            return KnownList.CountOf(value);
        }

        if (value.Result == KnownValue.NoResult || !_types.IsApiResult(property.ContainingType))
        {
            return KnownValue.Nothing;
        }

        var (succeeded, insteadOf) = (ResultSet.Of(value.Result), state.SucceededInsteadOf(value.Result));
        return property.Name switch
        {
            "IsSuccess" => KnownValue.OfBoolean(succeeded, insteadOf),
            "Error" => new(insteadOf, ResultSet.Everything, succeeded),
            "Value" when TellsByNull(property) => new(succeeded, succeeded, insteadOf),
            _ => KnownValue.Nothing,
        };
    }

    /// <summary>What a call passes on as it is, or turned into another result that failed if this one did.</summary>
    private IOperation? PassedOn(IInvocationOperation invocation)
    {
        if (_carriers.PassedOn(invocation) is { } same)
        {
            return same;
        }

        if (!_transformed.TryGetValue(invocation, out var source))
        {
            _transformed.Add(invocation, source = _carriers.Transformed(invocation, _cancellationToken));
        }

        return source;
    }

    private KnownValue EvaluateInvocation(IInvocationOperation invocation, FlowState state)
    {
        if (PassedOn(invocation) is { } passedOn)
        {
            return Evaluate(passedOn, state);
        }

        if (_numbers.TryGetValue(invocation, out var number))
        {
            return KnownValue.OfResult(number);
        }

        var method = invocation.TargetMethod;
        if (method is { Name: "GetValueOrDefault", Parameters.Length: 0 } && invocation.Instance is { Type: { } type } nullable && IsNullableValue(type))
        {
            var value = Evaluate(nullable, state);
            return KnownValue.OfBoolean(value.WhenTrue, value.WhenFalse.Intersect(value.WhenNull));
        }

        if (!StatusHelpers.AnswersBoolean(method))
        {
            return Unknown(invocation);
        }

        if (method is { Name: "Equals", ContainingType.SpecialType: SpecialType.System_Boolean } && invocation is { Instance: { } compared, Arguments: [{ Value: { } with }] }
            && ConstantOf(with) is { HasValue: true } flag)
        {
            var same = PatternReader.Constant(flag, Evaluate(compared, state));
            return KnownValue.OfBoolean(same.Matched, same.Unmatched);
        }

        if (method is { Name: "Any", IsExtensionMethod: true } && invocation.Arguments is [{ Value: { } any }] && LocalValue.Unwrapped(any) is { } listed && KnownList.Is(listed.Type))
        {
            return KnownList.CountOf(Evaluate(listed, state));
        }

        // A message of an error is seldom empty: no text means no error.
        var (whenTrue, whenFalse) = (
            method is { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace", ContainingType.SpecialType: SpecialType.System_String } && invocation.Arguments is [{ Value: var text }] ? Evaluate(text, state).WhenNoText : ResultSet.Empty,
            ResultSet.Empty);
        foreach (var value in _helpers.Checked(invocation))
        {
            whenTrue = whenTrue.With(Evaluate(value, state).Result);
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { } parameter)
            {
                whenTrue = Assertions.IsNotNullWhen(parameter, true) ? whenTrue.Union(Evaluate(argument.Value, state).WhenNotNull) : whenTrue;
                whenFalse = Assertions.IsNotNullWhen(parameter, false) ? whenFalse.Union(Evaluate(argument.Value, state).WhenNotNull) : whenFalse;
            }
        }

        if (method is { Name: "ReferenceEquals" or "Equals", IsStatic: true, ContainingType.SpecialType: SpecialType.System_Object }
            && invocation.Arguments is [{ Value: { } left }, { Value: { } right }] && (IsNullConstant(left) || IsNullConstant(right)))
        {
            var tested = Evaluate(IsNullConstant(left) ? right : left, state);
            return KnownValue.OfBoolean(tested.WhenNull, tested.WhenNotNull);
        }

        return KnownValue.OfBoolean(whenTrue, whenFalse);
    }

    private PatternOutcome ReadPattern(IIsPatternOperation operation, FlowState state, bool declares)
    {
        var value = Evaluate(operation.Value, state);
        return new PatternReader(
            (input, property) =>
            {
                _seen.Look(input.Result, operation.Syntax);
                return MemberOf(input, property, state);
            },
            (symbol, named) =>
            {
                if (declares)
                {
                    state.Set(symbol, named);
                }
            },
            (subpattern, result, known) =>
            {
                if (declares && subpattern.Member is IPropertyReferenceOperation { Property: var property } member
                    && _types.IsMemberOfApiResult(property, "Value") && result != KnownValue.NoResult
                    && !state.Succeeded.Contains(result) && !known.Contains(result) && !NamesStatusToo(subpattern)
                    && (PatternReader.MatchesAnything(subpattern.Pattern) || !TellsByNull(property)))
                {
                    Report(member.Syntax);
                }
            },
            elementOf: (list, index, collection) =>
            {
                if (collection.Result == KnownValue.NoResult || list.Patterns[index] is ISlicePatternOperation || !_types.IsApiResult(list.Patterns[index].InputType))
                {
                    return KnownValue.Nothing;
                }

                if (declares)
                {
                    Make(list.Patterns[index], IsUnchecked(collection.Result, list.Patterns[index], state), state);
                }

                return KnownValue.OfResult(NumberOf(list.Patterns[index]));
            }).Read(operation.Pattern, value);
    }

    /// <summary><c>{ IsSuccess: var ok, Value: var value }</c>: whoever gets the one gets the other.</summary>
    private bool NamesStatusToo(IPropertySubpatternOperation subpattern)
    {
        foreach (var sibling in (subpattern.Parent as IRecursivePatternOperation)?.PropertySubpatterns ?? ImmutableArray<IPropertySubpatternOperation>.Empty)
        {
            if (sibling.Member is IPropertyReferenceOperation { Property: { Name: "IsSuccess" or "Error", ContainingType: var container } } && _types.IsApiResult(container)
                && sibling.Pattern is IDeclarationPatternOperation { MatchesNull: true } && PatternReader.MatchesAnything(subpattern.Pattern))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the value is null exactly when the call failed.</summary>
    private static bool TellsByNull(IPropertySymbol property) => property.ContainingType is { TypeArguments: [var type] } && IsNullable(type);

    private static bool IsNullable(ITypeSymbol type) =>
        !type.IsValueType || IsNullableValue(type);

    private static bool IsNullableValue(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };

    private static bool IsNullConstant(IOperation operation) => ConstantOf(operation) is { HasValue: true, Value: null };

    private static Optional<object?> ConstantOf(IOperation operation)
    {
        while (!operation.ConstantValue.HasValue && operation is IConversionOperation { OperatorMethod: null } conversion)
        {
            operation = conversion.Operand;
        }

        return operation.ConstantValue.HasValue ? operation.ConstantValue
            : operation is IDefaultValueOperation { Type: { } type } && IsNullable(type) ? new(null)
            : default;
    }

    /// <summary>A temporary is a copy, except the one that <c>?.</c> makes: its members are used at once.</summary>
    private static Usage UsageOfCapture(IOperation value) =>
        value.Syntax is ExpressionSyntax expression && ReadContext.WithoutParentheses(expression) is { Parent: ConditionalAccessExpressionSyntax access } inner
            && access.Expression == inner && !ReadContext.IsNullTested(access)
            ? Usage.Receiver
            : Usage.Copy;
}
