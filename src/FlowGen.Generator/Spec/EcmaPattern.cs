using System.Text;
using System.Text.RegularExpressions;

namespace FlowGen.Generator.Spec;

/// <summary>Patterns in specs are ECMAScript's (JSON Schema, section 6.4); .NET reads them almost the same way.</summary>
internal static class EcmaPattern
{
    private const int MaxLength = 10_000;

    /// <summary>
    /// The pattern for .NET: <c>$</c> means the very end there too, not before a last newline. <see langword="null"/>, with the reason,
    /// when .NET cannot read it.
    /// </summary>
    public static string? ToDotNet(string pattern, out string reason)
    {
        if (pattern.Length > MaxLength)
        {
            reason = "it is too long.";
            return null;
        }

        var result = new StringBuilder(pattern.Length + 2);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var character = pattern[i];
            if (character == '\\' && i + 1 < pattern.Length)
            {
                result.Append(character).Append(pattern[++i]);
                continue;
            }

            inClass = character switch
            {
                '[' => true,
                ']' => false,
                _ => inClass,
            };
            result.Append(character == '$' && !inClass ? @"(?![\s\S])" : character.ToString());
        }

        try
        {
            var translated = result.ToString();
            _ = new Regex(translated, RegexOptions.ECMAScript);
            reason = "";
            return translated;
        }
        catch (ArgumentException error)
        {
            reason = error.Message;
            return null;
        }
    }
}
