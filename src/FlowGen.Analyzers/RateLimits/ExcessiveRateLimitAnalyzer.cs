using System.Collections.Immutable;
using System.Globalization;
using FlowGen.Analyzers.Flow;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>
/// FG2102: a constant limit that lets more calls through than the provider documents, set with <c>RateLimit.Of</c> or with a limiter whose
/// numbers are constants.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExcessiveRateLimitAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.ExcessiveRateLimit);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (FlowGenTypes.Find(start.Compilation) is { } types)
            {
                var compilation = start.Compilation;
                var owner = new LimitedClient(types, new(() => ClientTypes.Of(compilation, types)));
                start.RegisterOperationAction(operation => Check(operation, types, owner), OperationKind.Invocation);
                start.RegisterOperationAction(operation => CheckMember(operation, types, owner), OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment);
            }
        });
    }

    private static void Check(OperationAnalysisContext context, FlowGenTypes types, LimitedClient owner)
    {
        var limit = (IInvocationOperation)context.Operation;
        if (LimitOf(limit, types, context.CancellationToken) is var (permits, milliseconds))
        {
            Compare(context, types, owner, limit, permits, milliseconds);
        }
    }

    /// <summary>A limit that another member holds, or makes: <c>options.RateLimit = Limits.Flows</c>.</summary>
    private static void CheckMember(OperationAnalysisContext context, FlowGenTypes types, LimitedClient owner)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "RateLimit" } property } || !types.IsRateLimitOfOptions(property))
        {
            return;
        }

        var value = LocalValue.Unwrapped(assignment.Value);
        ISymbol? member = value switch
        {
            IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary } method } => method,
            IFieldReferenceOperation { Field: var field } => field,
            IPropertyReferenceOperation { Property: var held } => held,
            _ => null,
        };
        if (member is not null && WrittenValue.IsFixed(member) && WrittenValue.Of(member, context.CancellationToken) is { } written
            && new WrittenValue(member.ContainingType, context.CancellationToken).LimitOf(written) is var (permits, milliseconds))
        {
            Compare(context, types, owner, value, permits, milliseconds);
        }
    }

    private static void Compare(OperationAnalysisContext context, FlowGenTypes types, LimitedClient owner, IOperation limit, double permits, double milliseconds)
    {
        if (owner.Of(limit) is not { } client)
        {
            return;
        }

        foreach (var quota in DocumentedQuota.Of(client, types))
        {
            if (quota.IsExceededBy((long)permits, milliseconds))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    RuleDescriptors.ExcessiveRateLimit,
                    limit.Syntax.GetLocation(),
                    permits.ToString(CultureInfo.InvariantCulture),
                    DocumentedQuota.Window((int)milliseconds),
                    client.Name,
                    ": " + quota.InWords()));
                return;
            }
        }
    }

    /// <summary>The calls that a limit lets through, and in how many milliseconds; null when that is not fixed here.</summary>
    private static (double Permits, double Milliseconds)? LimitOf(IInvocationOperation limit, FlowGenTypes types, CancellationToken cancellationToken)
    {
        if (types.IsRateLimitFactory(limit.TargetMethod, "Of") && limit.Arguments is [_, _])
        {
            return Pair(Argument(limit.Arguments, "permits"), Argument(limit.Arguments, "window"), cancellationToken);
        }

        if (!types.IsRateLimitFactory(limit.TargetMethod, "Use") || limit.Arguments is not [{ Value: { } value }])
        {
            return null;
        }

        var limiter = LocalValue.Unwrapped(value);
        limiter = limiter is ILocalReferenceOperation { Local: var local } ? LocalValue.OnlyOf(local, limiter) ?? limiter : limiter;
        if (LocalValue.Unwrapped(limiter) is not IObjectCreationOperation { Type.Name: var name } creation)
        {
            return LocalValue.Unwrapped(limiter) is IMemberReferenceOperation { Member: var member } && WrittenValue.IsFixed(member) && WrittenValue.Of(member, cancellationToken) is { } written
                ? new WrittenValue(member.ContainingType, cancellationToken).LimiterOf(written, limiter.Type?.Name ?? "")
                : null;
        }

        return name switch
        {
            "SlidingWindowLogRateLimiter" => Pair(Argument(creation.Arguments, "permitLimit"), Argument(creation.Arguments, "window"), cancellationToken),
            "SlidingWindowRateLimiter" or "FixedWindowRateLimiter" => Pair(Option(creation, "PermitLimit"), Option(creation, "Window"), cancellationToken),
            "TokenBucketRateLimiter" => WrittenValue.Greater(
                Pair(Option(creation, "TokensPerPeriod"), Option(creation, "ReplenishmentPeriod"), cancellationToken),
                Pair(Option(creation, "TokenLimit"), Option(creation, "ReplenishmentPeriod"), cancellationToken)),
            _ => null,
        };
    }

    private static (double Permits, double Milliseconds)? Pair(IOperation? permits, IOperation? window, CancellationToken cancellationToken) =>
        permits is not null && window is not null
            && ConstantDuration.NumberOf(permits, cancellationToken) is { } number and >= 1
            && ConstantDuration.MillisecondsOf(window, cancellationToken) is { } milliseconds and >= 1 and < int.MaxValue
            ? (number, milliseconds)
            : null;

    private static IOperation? Argument(ImmutableArray<IArgumentOperation> arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>What the initialiser of a limiter's options sets.</summary>
    private static IOperation? Option(IObjectCreationOperation limiter, string name)
    {
        if (limiter.Arguments is not [{ Value: { } value }])
        {
            return null;
        }

        var options = LocalValue.Unwrapped(value);
        options = options is ILocalReferenceOperation { Local: var local } ? LocalValue.OnlyOf(local, options) ?? options : options;
        if (LocalValue.Unwrapped(options) is not IObjectCreationOperation { Initializer: { } initializer })
        {
            return null;
        }

        foreach (var item in initializer.Initializers)
        {
            if (item is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: var property }, Value: var set } && property == name)
            {
                return set;
            }
        }

        return null;
    }
}
