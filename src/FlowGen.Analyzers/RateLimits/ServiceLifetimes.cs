using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>How often a container makes what is registered with a method.</summary>
internal static class ServiceLifetimes
{
    /// <summary>In words, for the end of a sentence; null for a singleton, and for any other method.</summary>
    public static string? HowOften(IMethodSymbol method)
    {
        var name = method.Name;
        if (name == "AddHttpClient")
        {
            return method.TypeArguments.Length > 0 && IsOfTheContainer(method) ? "for each injection" : null;
        }

        var isTransient = name is "AddTransient" or "TryAddTransient" or "AddKeyedTransient" or "TryAddKeyedTransient" or "Transient" or "KeyedTransient";
        var isScoped = name is "AddScoped" or "TryAddScoped" or "AddKeyedScoped" or "TryAddKeyedScoped" or "Scoped" or "KeyedScoped";
        return (isTransient || isScoped) && IsOfTheContainer(method) ? isTransient ? "for each injection" : "for each scope" : null;
    }

    private static bool IsOfTheContainer(IMethodSymbol method)
    {
        for (var space = method.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "DependencyInjection", ContainingNamespace: { Name: "Extensions", ContainingNamespace.Name: "Microsoft" } })
            {
                return true;
            }
        }

        return false;
    }
}
