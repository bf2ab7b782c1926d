using System.Text;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads the address of a server.</summary>
internal static class ServerParser
{
    private const int MaxLength = 2_000;

    private const int MaxPlain = 200;

    /// <summary>RFC 1035, section 2.3.4.</summary>
    private const int MaxLabel = 63;

    /// <summary>The address, its variables at their defaults; <see langword="null"/>, with a diagnostic, when nothing can be sent there.</summary>
    public static string? Address(SpecDocument document, JsonNode server)
    {
        if (document.RequiredText(server, "url") is not { } template)
        {
            return null;
        }

        var url = Expanded(document, server, template);

        // The document itself was fetched from somewhere; nobody should be called in the clear because of that.
        if (url.StartsWith("//", StringComparison.Ordinal))
        {
            url = "https:" + url;
        }

        if (IsPlain(url) || IsAddress(url))
        {
            return url;
        }

        document.Report(SpecDiagnostics.Unsupported, server["url"]!, JsonPointer.Of(server), "'" + url + "' is not an absolute http(s) address without query", "set FlowClientOptions.Endpoint to call this server");
        return null;
    }

    /// <summary>The address with its variables' defaults. They stand as they are: a text that expands again and again could fill the memory.</summary>
    private static string Expanded(SpecDocument document, JsonNode server, string template)
    {
        var defaults = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in document.Members(server, "variables"))
        {
            if (document.Typed(variable.Value, JsonKind.Object, "an object") is { } declared && document.RequiredText(declared, "default") is { } value)
            {
                defaults.Add(variable.Name, value);
            }
        }

        var url = new StringBuilder();
        var position = 0;
        while (url.Length <= MaxLength && template.IndexOf('{', position) is var open and >= 0 && template.IndexOf('}', open) is var close and >= 0)
        {
            var name = template.Substring(open + 1, close - open - 1);
            url.Append(template, position, open - position).Append(defaults.TryGetValue(name, out var value) ? value : "{" + name + "}");
            position = close + 1;
        }

        return url.Append(template, position, template.Length - position).ToString();
    }

    /// <summary>
    /// Whether it is <c>https://</c> and a host of letters, digits and hyphens, as most are. <see cref="Uri"/> says so too, but of its own code much is
    /// compiled anew in every build.
    /// </summary>
    private static bool IsPlain(string url)
    {
        const string Scheme = "https://";
        if (url.Length > MaxPlain || !url.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var label in url.Substring(Scheme.Length).Split('.'))
        {
            if (label.Length is 0 or > MaxLabel || label[0] == '-' || label[label.Length - 1] == '-' || !Characters.All(label, IsHostCharacter))
            {
                return false;
            }
        }

        // Numbers alone would be an IP address.
        return char.IsLetter(url[url.Length - 1]);
    }

    private static bool IsHostCharacter(char character) => character is '-' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsAddress(string url) =>
        url.Length <= MaxLength && !url.Contains('{') && Uri.TryCreate(url, UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http" && address.Query.Length == 0 && address.Fragment.Length == 0 && address.Host.Length > 0;
}
