using System.Text.Json.Nodes;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Serving;

/// <summary>Bodies that are written by the spec's schema and judged by it before they are sent.</summary>
internal static class AnswerBody
{
    /// <summary>
    /// An object with those properties that there is a fact for, in the given order: a property that the spec lists and the sandbox knows
    /// nothing about is left out, and the schema decides whether that is allowed.
    /// </summary>
    public static JsonObject Build(IEnumerable<string> propertyNames, IReadOnlyDictionary<string, JsonNode?> facts)
    {
        JsonObject body = [];
        foreach (string name in propertyNames)
        {
            if (facts.TryGetValue(name, out JsonNode? fact) && fact is not null)
            {
                body[name] = fact.DeepClone();
            }
        }

        return body;
    }

    /// <summary>As <see cref="Build"/>, one object for each of several facts.</summary>
    public static JsonArray BuildAll(IEnumerable<string> propertyNames, IEnumerable<IReadOnlyDictionary<string, JsonNode?>> facts)
    {
        string[] names = [.. propertyNames];
        return new([.. facts.Select(fact => (JsonNode?)Build(names, fact))]);
    }

    /// <summary>Lets an answer through that fits its schema; turns any other into the answer that says what is wrong with it.</summary>
    public static SandboxAnswer Judge(SandboxAnswer answer, SpecSchema? schema)
    {
        IReadOnlyList<SchemaViolation> violations = schema?.Validate(answer.Body) ?? [];
        return violations.Count == 0
            ? answer
            : SandboxAnswer.SandboxFault(
                answer.Provider,
                answer.Operation,
                $"the answer to {answer.Operation ?? "the request"} does not fit the spec of {answer.Provider}: {string.Join(", ", violations)}.") with
            {
                IsExecuted = answer.IsExecuted,
            };
    }
}
