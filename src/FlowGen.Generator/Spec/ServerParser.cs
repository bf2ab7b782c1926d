using FlowGen.Generator.Diagnostics;

namespace FlowGen.Generator.Spec;

/// <summary>Reads the address of a server.</summary>
internal static class ServerParser
{
    /// <summary>The address, its variables at their defaults; <see langword="null"/>, with a diagnostic, when nothing can be sent there.</summary>
    public static string? Address(SpecDocument document, JsonNode server)
    {
        if (document.RequiredText(server, "url") is not { } template)
        {
            return null;
        }

        var url = template;
        foreach (var variable in document.Members(server, "variables"))
        {
            if (document.Typed(variable.Value, JsonKind.Object, "an object") is { } declared && document.RequiredText(declared, "default") is { } value)
            {
                url = url.Replace("{" + variable.Name + "}", value);
            }
        }

        // The document itself was fetched from somewhere; nobody should be called in the clear because of that.
        if (url.StartsWith("//", StringComparison.Ordinal))
        {
            url = "https:" + url;
        }

        if (url.Length <= 2_000 && !url.Contains('{') && Uri.TryCreate(url, UriKind.Absolute, out var address)
            && address.Scheme is "https" or "http" && address.Query.Length == 0 && address.Fragment.Length == 0 && address.Host.Length > 0)
        {
            return url;
        }

        document.Report(SpecDiagnostics.Unsupported, server["url"]!, JsonPointer.Of(server), "'" + url + "' is not an absolute http(s) address without query", "set FlowClientOptions.Endpoint to call this server");
        return null;
    }
}
