using System.Text.RegularExpressions;
using NJsonSchema.Validation;

namespace FlowGen.Schemas.Tests;

/// <summary>Something that a schema does not accept, and the JSON pointer (RFC 6901) of where.</summary>
internal sealed partial record Violation(string Place, ValidationErrorKind Kind)
{
    /// <summary>Every complaint, those inside the alternatives of an <c>anyOf</c> included.</summary>
    public static IEnumerable<Violation> From(IEnumerable<ValidationError> errors)
    {
        foreach (var error in errors)
        {
            yield return new(ToPointer(error.Path), error.Kind);
            if (error is ChildSchemaValidationError alternatives)
            {
                foreach (var inner in alternatives.Errors.Values.SelectMany(From))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>NJsonSchema writes <c>#/paths['/GetFlow'].post.tags[0]</c>; a pointer is <c>/paths/~1GetFlow/post/tags/0</c>.</summary>
    private static string ToPointer(string? path) => string.Concat(
        Step().Matches((path ?? "").TrimStart('#').TrimStart('/')).Select(step =>
            "/" + step.Groups["name"].Value.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    [GeneratedRegex(@"\['(?<name>[^']*)'\]|\[(?<name>\d+)\]|(?<name>[^.\[\]]+)")]
    private static partial Regex Step();
}
