using System.Collections.Immutable;
using FlowGen.Analyzers.Flow;
using FlowGen.Analyzers.Results;
using FlowGen.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>FG2103: a client, or a limiter of its own, that is made per call, per request, in a loop or per scope.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShortLivedClientAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RuleDescriptors.ShortLivedClient);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (FlowGenTypes.Find(start.Compilation) is { } types)
            {
                start.RegisterOperationAction(operation => CheckCreation(operation, types), OperationKind.ObjectCreation);
                start.RegisterOperationAction(operation => CheckRegistration(operation, types), OperationKind.Invocation);
            }
        });
    }

    private static void CheckCreation(OperationAnalysisContext context, FlowGenTypes types)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (ServiceLifetimes.HowOften(creation) is { } lifetime && DescribedClient(creation, types) is { } described)
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.ShortLivedClient, creation.Syntax.GetLocation(), described.Name, lifetime));
            return;
        }

        var isClient = types.IsFlowClient(creation.Type);
        if (!isClient && !(IsLimiter(creation.Type) && IsUsedByOptions(creation, types)))
        {
            return;
        }

        if (new CreationPlace(creation, types, context.ContainingSymbol).HowOften(isClient) is { } howOften)
        {
            context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.ShortLivedClient, creation.Syntax.GetLocation(), creation.Type!.Name, howOften));
        }
    }

    private static void CheckRegistration(OperationAnalysisContext context, FlowGenTypes types)
    {
        var registration = (IInvocationOperation)context.Operation;
        if (ServiceLifetimes.HowOften(registration.TargetMethod) is not { } howOften || (HasFactory(registration) && !ActivatesClient(registration, types)) || RegisteredClient(registration, types) is not { } client)
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(RuleDescriptors.ShortLivedClient, InvokedName.Of(registration.Syntax).GetLocation(), client.Name, howOften));
    }

    /// <summary>A factory is judged by what it makes: one that hands out the singleton is fine.</summary>
    private static bool HasFactory(IInvocationOperation registration)
    {
        if (registration.TargetMethod.Name == "AddHttpClient")
        {
            return false;
        }

        foreach (var argument in registration.Arguments)
        {
            if (argument.Parameter?.Type is { TypeKind: TypeKind.Delegate })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a factory has the container make the client, with a constructor that is chosen at run time.</summary>
    private static bool ActivatesClient(IInvocationOperation registration, FlowGenTypes types)
    {
        foreach (var operation in registration.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { Name: "CreateInstance", ContainingType.Name: "ActivatorUtilities" } } activation
                && RegisteredClient(activation, types) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static ITypeSymbol? RegisteredClient(IInvocationOperation registration, FlowGenTypes types)
    {
        foreach (var type in registration.TargetMethod.TypeArguments)
        {
            if (types.IsFlowClient(type))
            {
                return type;
            }
        }

        return ClientIn(registration.Arguments, types);
    }

    /// <summary>The client that a descriptor makes; one with a factory is judged by what that makes.</summary>
    private static ITypeSymbol? DescribedClient(IObjectCreationOperation descriptor, FlowGenTypes types)
    {
        foreach (var argument in descriptor.Arguments)
        {
            if (argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
            {
                return null;
            }
        }

        return ClientIn(descriptor.Arguments, types);
    }

    private static ITypeSymbol? ClientIn(ImmutableArray<IArgumentOperation> arguments, FlowGenTypes types)
    {
        foreach (var argument in arguments)
        {
            if (LocalValue.Unwrapped(argument.Value) is ITypeOfOperation { TypeOperand: var type } && types.IsFlowClient(type))
            {
                return type;
            }
        }

        return null;
    }

    private static bool IsLimiter(ITypeSymbol? type)
    {
        for (var current = type?.BaseType; current is not null; current = current.BaseType)
        {
            if (current is { Name: "RateLimiter", ContainingNamespace.Name: "RateLimiting" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUsedByOptions(IObjectCreationOperation limiter, FlowGenTypes types)
    {
        IOperation current = limiter;
        while (current.Parent is IConversionOperation or IParenthesizedOperation)
        {
            current = current.Parent;
        }

        return current.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method } } && types.IsRateLimitFactory(method, "Use");
    }
}
