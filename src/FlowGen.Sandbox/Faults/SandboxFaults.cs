using System.Collections.Immutable;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox;

/// <summary>The faults that a sandbox is asked for. Of several rules for a call, the one that was given first happens. Safe for many threads.</summary>
public sealed class SandboxFaults
{
    /// <summary>8x8's codes are numbers, and CAMS' are words.</summary>
    internal const string ProviderOfNumericCodes = "8x8-chatapps";

    private readonly ApiSpec[] _specs;
    private ImmutableList<FaultRule> _rules = [];

    internal SandboxFaults(ShippedSpecs specs) => _specs = [specs.Cams, specs.EightByEight];

    /// <summary>The rules that are in force or were used up, in the order given.</summary>
    public IReadOnlyList<FaultRule> Rules => Volatile.Read(ref _rules);

    /// <summary>Lets a fault happen to the next calls.</summary>
    /// <param name="fault">What happens.</param>
    /// <param name="calls">To how many calls, at least 1.</param>
    /// <param name="operation">To which operation's, by its name on the wire; to any, if left out.</param>
    /// <returns>The rule, which counts the calls that were hit.</returns>
    /// <exception cref="ArgumentException">No operation has that name, or <paramref name="calls"/> is below 1.</exception>
    public FaultRule Next(Fault fault, int calls = 1, string? operation = null) => Add(new() { Fault = fault, Calls = calls, Operation = operation });

    /// <summary>Lets a fault happen to the calls that a rule is for.</summary>
    /// <returns>The rule, which counts the calls that were hit.</returns>
    /// <exception cref="ArgumentException">No call can fit the rule; the message says why.</exception>
    public FaultRule Add(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(rule.Fault, nameof(rule));
        if (rule.Calls < 1)
        {
            throw new ArgumentException("Calls has to be at least 1, or left open for every call.", nameof(rule));
        }

        if (rule.Probability is not (> 0 and <= 1))
        {
            throw new ArgumentException("Probability has to be above 0 and at most 1.", nameof(rule));
        }

        ApiSpec[] asked = [.. _specs.Where(spec => rule.Provider is null || rule.Provider == spec.Provider)];
        if (asked.Length == 0)
        {
            throw new ArgumentException($"Provider '{rule.Provider}' is none of {string.Join(", ", _specs.Select(spec => spec.Provider))}.", nameof(rule));
        }

        if (rule.Operation is { } operation && !asked.Any(spec => spec.Operations.Any(known => known.Id == operation)))
        {
            throw new ArgumentException($"Operation '{operation}' is none of {string.Join(", ", asked.SelectMany(spec => spec.Operations).Select(known => known.Id))}.", nameof(rule));
        }

        ImmutableInterlocked.Update(ref _rules, static (rules, added) => rules.Add(added), rule);
        return rule;
    }

    /// <summary>Takes all rules back.</summary>
    public void Clear() => Volatile.Write(ref _rules, []);

    /// <summary>The fault that happens to a call; <see langword="null"/> when nothing does.</summary>
    internal Fault? For(string provider, string? operation)
    {
        foreach (FaultRule rule in Volatile.Read(ref _rules))
        {
            if (rule.Hit(provider, operation))
            {
                return rule.Fault;
            }
        }

        return null;
    }
}
