using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads how requests prove who sends them.</summary>
internal sealed class SecurityParser(SpecDocument document)
{
    private static readonly Choices<SigningKind> Signers = new()
    {
        ["acs3-hmac-sha256"] = SigningKind.Acs3HmacSha256,
        ["bearer"] = SigningKind.Bearer,
    };

    private static readonly Choices<KeyLocation> Locations = new()
    {
        ["header"] = KeyLocation.Header,
        ["query"] = KeyLocation.Query,
        ["cookie"] = KeyLocation.Cookie,
    };

    private readonly JsonNode _root = document.Root;

    /// <summary>Whether an operation is called without a signature: it says so itself, or neither it nor the document asks for one.</summary>
    public static bool IsUnsigned(JsonNode root, JsonNode operation) => operation["security"] is { } own
        ? own.Items.TrueForAll(static requirement => requirement.Members.Count == 0)
        : root["security"] is null;

    /// <summary>The ways that the document knows, the usual one first, and whether a client can do without.</summary>
    public (EquatableArray<SecuritySchemeModel> Schemes, bool IsOptional) Parse()
    {
        var requirements = document.Objects(_root, "security").ToList();
        var isOptional = requirements.Exists(static requirement => requirement.Members.Count == 0);
        if (_root["security"] is null)
        {
            // What most operations ask for is the usual way.
            requirements = [.. OfOperations()
                .Where(static requirement => requirement.Members.Count > 0)
                .GroupBy(static requirement => string.Join(" ", requirement.Members.Select(static member => member.Name)), StringComparer.Ordinal)
                .OrderByDescending(static same => same.Count())
                .Select(static same => same.First())];
        }

        var schemes = new List<SecuritySchemeModel>();
        var single = requirements.FindAll(static requirement => requirement.Members.Count == 1);
        foreach (var requirement in single.Count > 0 ? single : requirements)
        {
            var known = schemes.Count;
            foreach (var member in requirement.Members)
            {
                if (schemes.Count > known)
                {
                    document.ReportName(SpecDiagnostics.Unsupported, member.Value, JsonPointer.Of(requirement), "several security schemes at a time have no signer", "requests carry the first one only unless FlowClientOptions.Signer is set");
                    break;
                }

                if (Scheme(member) is { } scheme && !schemes.Contains(scheme))
                {
                    schemes.Add(scheme);
                }
            }
        }

        return (new(schemes), isOptional);
    }

    private IEnumerable<JsonNode> OfOperations() =>
        from path in _root["paths"]?.Members ?? []
        from member in path.Value.Members
        where member.Value.IsObject
        from requirement in member.Value["security"]?.Items ?? []
        where requirement.IsObject
        select requirement;

    private SecuritySchemeModel? Scheme(JsonMember requirement)
    {
        var components = document.Object(_root, "components");
        var schemes = components is null ? null : document.Object(components, "securitySchemes");
        if (schemes?[requirement.Name] is { } scheme)
        {
            return document.Resolve(scheme) is { } resolved ? Scheme(resolved) : null;
        }

        document.ReportName(
            SpecDiagnostics.DanglingReference,
            requirement.Value,
            requirement.Name,
            "/components/securitySchemes",
            requirement.Name,
            document.Suggest(requirement.Name, schemes?.Members.Select(static candidate => candidate.Name) ?? []));
        return null;
    }

    private SecuritySchemeModel? Scheme(JsonNode scheme)
    {
        var variables = new EquatableArray<string>(document.Texts(scheme, "x-flowgen-environment"));
        if (document.Choice(scheme, "x-flowgen-signer", Signers) is { } signer)
        {
            return new(signer, KeyLocation.Header, "", variables);
        }

        if (document.RequiredText(scheme, "type") is not { } type || scheme["x-flowgen-signer"] is not null)
        {
            return null;
        }

        switch (type)
        {
            case "oauth2" or "openIdConnect":
                return new(SigningKind.Bearer, KeyLocation.Header, "", variables);
            case "http":
                switch (document.RequiredText(scheme, "scheme")?.ToLowerInvariant())
                {
                    case "bearer":
                        return new(SigningKind.Bearer, KeyLocation.Header, "", variables);
                    case "basic":
                        return new(SigningKind.Basic, KeyLocation.Header, "", variables);
                }

                break;
            case "apiKey":
                if (document.RequiredText(scheme, "name") is not { } name || document.Choice(scheme, "in", Locations) is not { } location)
                {
                    return null;
                }

                if (location == KeyLocation.Query || MediaType.IsToken(name))
                {
                    return new(SigningKind.ApiKey, location, name, variables);
                }

                document.Report(SpecDiagnostics.InvalidValue, scheme["name"]!, JsonPointer.Of(scheme["name"]!), name, "a header name (RFC 9110, section 5.6.2)", "");
                return null;
        }

        document.Report(SpecDiagnostics.Unsupported, scheme, JsonPointer.Of(scheme), "there is no signer for this security scheme yet", "requests are sent unsigned unless FlowClientOptions.Signer is set");
        return null;
    }
}
