using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>Names of generated files: plain ASCII, bounded, unique without regard to case.</summary>
internal static class HintNames
{
    private const int MaxLength = 120;

    /// <summary>
    /// <c>{Namespace}.{Client}.{kind}.{name}.g.cs</c>. The last three parts hold no dot, so two different files never get one name;
    /// what is cut or replaced is made up for by a digest of the whole.
    /// </summary>
    public static string Of(ApiNames api, string kind, CSharpIdentifier name)
    {
        var full = string.Join(".", api.Namespace.Parts.Select(static part => part.Name)) + "." + api.Client.Name + "." + kind + "." + name.Name;
        var hint = new StringBuilder(full.Length);
        foreach (var character in full)
        {
            hint.Append(character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' or '.' ? character : '_');
        }

        if (hint.Length > MaxLength)
        {
            hint.Length = MaxLength;
        }

        if (hint.ToString() != full)
        {
            hint.Append('-').Append(Digest(full));
        }

        return hint.Append(".g.cs").ToString();
    }

    /// <summary>128 bits of SHA-256: two files of one name would stop the generator, and a spec may be made to that end.</summary>
    private static string Digest(string text)
    {
        using var sha256 = SHA256.Create();
        var digest = new StringBuilder(32);
        foreach (var value in sha256.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(16))
        {
            digest.Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }

        return digest.ToString();
    }
}
