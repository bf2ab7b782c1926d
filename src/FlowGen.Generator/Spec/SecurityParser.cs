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

    /// <summary>The ways that the document knows, the usual one first, and whether a client can do without.</summary>
    public EquatableArray<SecurityRequirementModel> Parse(out bool isOptional)
    {
        isOptional = false;
        if (_root["security"] is not null)
        {
            var own = Requirements(_root);
            isOptional = own.Exists(static requirement => !IsSigned(requirement));
            return new(own.FindAll(IsSigned));
        }

        // What most operations ask for is the usual way.
        var usual = new List<SecurityRequirementModel>();
        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var requirement in OfOperations())
        {
            var way = WayOf(requirement);
            if (uses.TryGetValue(way, out var count))
            {
                uses[way] = count + 1;
            }
            else
            {
                uses.Add(way, 1);
                usual.Add(requirement);
            }
        }

        return usual.Count == 0 ? default : new(usual.OrderByDescending(requirement => uses[WayOf(requirement)]).ToList());
    }

    /// <summary>Whether an operation is called without a signature, and the ways of signing it where they are not the provider's.</summary>
    public EquatableArray<SecurityRequirementModel> Parse(JsonNode operation, ProviderModel provider, out bool isUnsigned)
    {
        if (operation["security"] is null)
        {
            isUnsigned = _root["security"] is null && provider.Security.Count > 0;
            return default;
        }

        var requirements = Requirements(operation);
        if (!requirements.Exists(IsSigned))
        {
            // Where the document asks for what nothing here signs with, a signer of the caller's may do.
            var isUnknown = document.Items(operation, "security").Exists(static requirement => requirement.Members.Count > 0);
            isUnsigned = provider.Security.Count > 0 && !isUnknown;
            return provider.Security.Count > 0 && isUnknown ? new(new SecurityRequirementModel(default)) : default;
        }

        var isAsUsual = requirements.Exists(static requirement => !IsSigned(requirement)) == provider.IsSigningOptional
            && provider.Security.Equals(new(requirements.FindAll(IsSigned)));
        isUnsigned = false;
        return isAsUsual ? default : new(requirements);
    }

    private static bool IsSigned(SecurityRequirementModel requirement) => requirement.Schemes.Count > 0;

    /// <summary>The alternatives that an object lists, each there once. One of which nothing can be signed with is none.</summary>
    private List<SecurityRequirementModel> Requirements(JsonNode parent)
    {
        var requirements = new List<SecurityRequirementModel>();
        var ways = new HashSet<string>(StringComparer.Ordinal);
        foreach (var requirement in document.Objects(parent, "security"))
        {
            // Two names for one way, as two flows of OAuth are, sign once.
            var schemes = new List<SecuritySchemeModel>();
            var waysOfSchemes = new HashSet<string>(StringComparer.Ordinal);
            foreach (var member in requirement.Members)
            {
                if (Scheme(member) is { } scheme && waysOfSchemes.Add(WayOf(scheme)))
                {
                    schemes.Add(scheme);
                }
            }

            var model = new SecurityRequirementModel(new(schemes));
            if ((IsSigned(model) || requirement.Members.Count == 0) && ways.Add(WayOf(model)))
            {
                requirements.Add(model);
            }
        }

        return requirements;
    }

    /// <summary>How requests are signed, whatever the schemes are called.</summary>
    private static string WayOf(SecurityRequirementModel requirement) => string.Join("\n", requirement.Schemes.Select(WayOf));

    private static string WayOf(SecuritySchemeModel scheme) => scheme.Signing + " " + scheme.Location + " " + scheme.KeyName;

    /// <summary>What the operations ask for that ask for something, as often as they do.</summary>
    private List<SecurityRequirementModel> OfOperations()
    {
        var requirements = new List<SecurityRequirementModel>();
        foreach (var path in _root["paths"]?.Members ?? [])
        {
            if (path.Name.StartsWith("x-", StringComparison.Ordinal) || document.Resolve(path.Value) is not { } item)
            {
                continue;
            }

            foreach (var member in item.Members)
            {
                if (member.Value.IsObject && member.Value["security"] is not null)
                {
                    requirements.AddRange(Requirements(member.Value).FindAll(IsSigned));
                }
            }
        }

        return requirements;
    }

    private SecuritySchemeModel? Scheme(JsonMember requirement)
    {
        var components = document.Object(_root, "components");
        var schemes = components is null ? null : document.Object(components, "securitySchemes");
        if (schemes?[requirement.Name] is { } scheme)
        {
            return document.Resolve(scheme) is { } resolved ? Scheme(requirement.Name, resolved) : null;
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

    private SecuritySchemeModel? Scheme(string scheme, JsonNode node)
    {
        var variables = new EquatableArray<string>(document.Texts(node, "x-flowgen-environment"));
        if (document.Choice(node, "x-flowgen-signer", Signers) is { } signer)
        {
            return new(scheme, signer, KeyLocation.Header, "", variables);
        }

        if (document.RequiredText(node, "type") is not { } type || node["x-flowgen-signer"] is not null)
        {
            return null;
        }

        switch (type)
        {
            case "oauth2" or "openIdConnect":
                return new(scheme, SigningKind.Bearer, KeyLocation.Header, "", variables);
            case "http":
                switch (document.RequiredText(node, "scheme")?.ToLowerInvariant())
                {
                    case "bearer":
                        return new(scheme, SigningKind.Bearer, KeyLocation.Header, "", variables);
                    case "basic":
                        return new(scheme, SigningKind.Basic, KeyLocation.Header, "", variables);
                }

                break;
            case "apiKey":
                if (document.RequiredText(node, "name") is not { } name || document.Choice(node, "in", Locations) is not { } location)
                {
                    return null;
                }

                if (location == KeyLocation.Query || MediaType.IsToken(name))
                {
                    return new(scheme, SigningKind.ApiKey, location, name, variables);
                }

                document.Report(SpecDiagnostics.InvalidValue, node["name"]!, JsonPointer.Of(node["name"]!), name, "a header name (RFC 9110, section 5.6.2)", "");
                return null;
        }

        if (type == "mutualTLS")
        {
            document.ReportName(SpecDiagnostics.NoCode, node, JsonPointer.Of(node), "the client's certificate belongs to the handler of the HttpClient");
            return null;
        }

        document.Report(SpecDiagnostics.Unsupported, node, JsonPointer.Of(node), "there is no signer for this security scheme yet", "requests are sent unsigned unless FlowClientOptions.Signer is set");
        return null;
    }
}
