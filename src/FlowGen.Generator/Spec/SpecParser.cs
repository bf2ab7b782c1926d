using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Turns a spec's text into the model and the diagnostics. All decisions are taken here and below; emit only prints.</summary>
internal static class SpecParser
{
    /// <summary>What generated clients have as members of their own. A class cannot be called as one of its members.</summary>
    private static readonly string[] ClientMembers = ["Description", "SendAsync", "Equals", "GetHashCode", "GetType", "ToString"];

    public static SpecResult Parse(SpecInput input, CancellationToken cancellationToken)
    {
        var document = new SpecDocument(input, cancellationToken);
        var model = document.TryRead() && IsOpenApi3(document) ? Model(document, input) : null;
        return new(input.Path, model, document.Diagnostics);
    }

    private static bool IsOpenApi3(SpecDocument document)
    {
        var root = document.Root;
        if (root["openapi"] is null && root["swagger"] is { } swagger)
        {
            document.Report(SpecDiagnostics.UnsupportedVersion, swagger, swagger.Text);
            return false;
        }

        if (document.RequiredText(root, "openapi") is not { } version)
        {
            return false;
        }

        if (version.StartsWith("3.0", StringComparison.Ordinal) || version.StartsWith("3.1", StringComparison.Ordinal))
        {
            return true;
        }

        document.Report(SpecDiagnostics.UnsupportedVersion, root["openapi"]!, version);
        return false;
    }

    private static ApiModel Model(SpecDocument document, SpecInput input)
    {
        var root = document.Root;
        FlowGenKeys.Check(document, root);
        var info = document.Object(root, "info");
        var title = info is not null && document.Text(info, "title") is { } named && !string.IsNullOrWhiteSpace(named) ? named : "Api";
        var stem = CSharpIdentifier.Pascal(title, "Api");
        var own = document.Object(root, "x-flowgen-client");
        var clientName = CSharpIdentifier.Pascal(FirstNonEmpty(input.Client, own is null ? null : document.Text(own, "name"), stem.Name + "Client"), "ApiClient");
        var @namespace = CSharpNamespace.From(FirstNonEmpty(input.Namespace, own is null ? null : document.Text(own, "namespace"), stem.Name));

        var client = new NameScope(ClientMembers).Take(clientName);
        var names = new ApiNames(@namespace, client);
        var typeNames = new NameScope(client.Name, names.Interface.Name, names.Options.Name, names.Endpoints.Name);
        var provider = new ProviderParser(document).Parse(title);
        var inheritance = new Inheritance(document);
        var compositions = new CompositionParser(document, inheritance);
        var enums = new EnumParser(document, typeNames);
        var schemas = new SchemaParser(document, typeNames, compositions, new(document, compositions, inheritance), enums, inheritance);
        var operations = new OperationParser(document, provider, schemas, enums, typeNames, client).Parse();
        UnusedTypes.Report(document, inheritance);
        if (root["paths"] is null && root["webhooks"] is null)
        {
            document.Report(SpecDiagnostics.MissingKey, root, JsonPointer.Of(root), "paths");
        }

        if (document.Members(root, "webhooks").Count > 0)
        {
            document.ReportName(SpecDiagnostics.NoCode, root["webhooks"]!, "/webhooks", OperationParser.NotCalled);
        }

        var description = info is null ? null : document.Text(info, "description");
        return new(names, description ?? title, provider, operations, ObjectUses.Apply(schemas.Objects, schemas.Unions, operations), schemas.Unions, enums.Enums);
    }

    private static string FirstNonEmpty(params string?[] texts) => texts.First(static text => !string.IsNullOrEmpty(text))!;
}
