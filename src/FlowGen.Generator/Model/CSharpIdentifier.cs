using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowGen.Generator.Model;

/// <summary>
/// A valid C# identifier: one of the three doors from spec text into C#. Whatever goes in, letters and digits come out.
/// </summary>
internal sealed record CSharpIdentifier
{
    /// <summary>Far below the 1,023 bytes that a name may have in metadata, also in scripts of three bytes a letter and with suffixes.</summary>
    private const int MaxLength = 200;

    /// <summary>
    /// Words that are keywords in some places. A list of our own: the compiler's grows with its version, and output would differ.
    /// </summary>
    private static readonly HashSet<string> ContextualKeywords = new(StringComparer.Ordinal)
    {
        "add", "alias", "allows", "and", "args", "ascending", "async", "await", "by", "descending", "dynamic", "equals", "extension", "field",
        "file", "from", "get", "global", "group", "init", "into", "join", "let", "managed", "nameof", "nint", "not", "notnull", "nuint", "on",
        "or", "orderby", "partial", "record", "remove", "required", "scoped", "select", "set", "unmanaged", "value", "var", "when", "where",
        "with", "yield",
    };

    /// <summary>Those that mean nothing else where a variable stands.</summary>
    private static readonly HashSet<string> PlainInCode = new(StringComparer.Ordinal)
    {
        "add", "alias", "allows", "args", "ascending", "by", "descending", "equals", "get", "group", "init", "into", "join", "let", "managed",
        "notnull", "on", "orderby", "remove", "select", "set", "unmanaged", "value",
    };

    private CSharpIdentifier(string name) => Name = name;

    /// <summary>The identifier without an escaping <c>@</c>.</summary>
    public string Name { get; }

    /// <summary>The identifier as it is written in C#.</summary>
    public override string ToString() => IsKeyword(Name) && !PlainInCode.Contains(Name) ? "@" + Name : Name;

    /// <summary>A name that is written in this source code, not in a spec.</summary>
    public static CSharpIdentifier Fixed(string name) => SyntaxFacts.IsValidIdentifier(name)
        ? new(name)
        : throw new ArgumentException("Not an identifier: " + name, nameof(name));

    /// <summary>A name that a person wrote to be C#: kept as it is if it is an identifier of letters, digits and underscores and no keyword, else as <see cref="Pascal"/>.</summary>
    public static CSharpIdentifier Written(string text, string fallback) =>
        text.Length is > 0 and <= MaxLength
        && Characters.All(text, static c => c == '_' || IsLetterOrDigit(CharUnicodeInfo.GetUnicodeCategory(c)))
        && SyntaxFacts.IsValidIdentifier(text)
        && !IsKeyword(text)
            ? new(text)
            : Pascal(text, fallback);

    /// <summary><c>flow_json</c>, <c>flow-json</c> and <c>flowJson</c> become <c>FlowJson</c>; <paramref name="fallback"/> stands in for nothing.</summary>
    public static CSharpIdentifier Pascal(string text, string fallback) => Join(text, fallback, upperFirst: true, lowerRest: false);

    /// <summary>As <see cref="Pascal"/>, and <c>SIGN_UP</c> becomes <c>SignUp</c>: for enum values, which are often written in capitals.</summary>
    public static CSharpIdentifier PascalFromCapitals(string text, string fallback) =>
        Join(text, fallback, upperFirst: true, lowerRest: Characters.All(text, static c => !char.IsLower(c)));

    /// <summary>The name of a local variable or parameter.</summary>
    public CSharpIdentifier Camel()
    {
        var upper = 0;
        while (upper < Name.Length && char.IsUpper(Name[upper]))
        {
            upper++;
        }

        // HTMLText becomes htmlText, and FlowId flowId.
        var lower = upper <= 1 || upper == Name.Length ? upper : upper - 1;
        return lower == 0 ? this : new(Name.Substring(0, lower).ToLowerInvariant() + Name.Substring(lower));
    }

    /// <summary>The identifier with a number behind it: <c>Name2</c>, and <c>V1_2</c> where the name ends in a digit itself.</summary>
    public CSharpIdentifier Numbered(int number) =>
        With((char.IsDigit(Name[Name.Length - 1]) ? "_" : "") + number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The identifier with <paramref name="suffix"/> behind it.</summary>
    public CSharpIdentifier With(string suffix) => Fixed(Name + suffix);

    /// <summary>The identifier with the name of a sign before it: <c>Minus1</c> for <c>_1</c>.</summary>
    public CSharpIdentifier Signed(string sign) => Fixed(sign + Name.TrimStart('_'));

    /// <summary>The identifier with <paramref name="prefix"/> before it.</summary>
    public CSharpIdentifier After(string prefix) => Fixed(prefix + Name);

    private static CSharpIdentifier Join(string text, string fallback, bool upperFirst, bool lowerRest)
    {
        var name = new StringBuilder();
        var wordStart = upperFirst;
        var isApart = false;
        foreach (var character in text)
        {
            if (name.Length == MaxLength)
            {
                break;
            }

            var category = CharUnicodeInfo.GetUnicodeCategory(character);
            if (name.Length > 0 && category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                // Vowel signs and accents belong to the letter before them.
                name.Append(character);
                continue;
            }

            if (!IsLetterOrDigit(category))
            {
                wordStart = true;
                isApart = true;
                continue;
            }

            if (isApart && name.Length > 0 && category == UnicodeCategory.DecimalDigitNumber && char.IsDigit(name[name.Length - 1]))
            {
                // 1.12 and 11.2 are not the same.
                name.Append('_');
            }

            isApart = false;
            name.Append(wordStart ? char.ToUpperInvariant(character) : lowerRest ? char.ToLowerInvariant(character) : character);
            wordStart = false;
        }

        if (name.Length == 0)
        {
            return Fixed(fallback);
        }

        if (!SyntaxFacts.IsIdentifierStartCharacter(name[0]))
        {
            name.Insert(0, '_');
        }

        var result = name.ToString();
        return SyntaxFacts.IsValidIdentifier(result) ? new(result) : Fixed(fallback);
    }

    private static bool IsLetterOrDigit(UnicodeCategory category) => category
        is UnicodeCategory.UppercaseLetter
        or UnicodeCategory.LowercaseLetter
        or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter
        or UnicodeCategory.LetterNumber
        or UnicodeCategory.DecimalDigitNumber;

    private static bool IsKeyword(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || ContextualKeywords.Contains(name);
}
