using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>The client's frame: constructor, options, endpoints, and what the spec says about the provider.</summary>
internal sealed record ClientUnit(ApiNames Api, string Documentation, ProviderModel Provider) : SourceUnit(Api)
{
    public override string HintName => HintNames.Of(Api, "Client", Api.Client);

    protected override void Write(SourceWriter writer)
    {
        Interface(writer);
        Client(writer);
        Options(writer);
        Endpoints(writer);
    }

    private void Interface(SourceWriter writer)
    {
        writer.Summary(XmlText.FirstSentence(Documentation, Api.Client.Name));
        GeneratedCode(writer);
        writer.Open($"public partial interface {Api.Interface}");
        writer.Close();
        writer.Line();
    }

    private void Client(SourceWriter writer)
    {
        writer.Summary(XmlText.FirstSentence(Documentation, Api.Client.Name));
        writer.Line($"/// <remarks>Thread-safe. Make one and share it: its connections and its rate limit are shared with it.</remarks>");
        GeneratedCode(writer);
        writer.Line($"[global::FlowGen.Annotations.FlowClient({CSharpLiteral.String(Provider.Name)})]");
        foreach (var limit in Provider.RateLimits)
        {
            writer.Line($"[global::FlowGen.Annotations.DocumentedRateLimit({CSharpLiteral.String(limit.Group)}, {CSharpLiteral.Integer(limit.Permits)}, {CSharpLiteral.Integer(limit.WindowMilliseconds)}, global::FlowGen.Http.ApiRateLimitScope.{limit.Scope})]");
        }

        var self = CodeFragment.Of($"global::FlowGen.Http.IFlowClient<{Api.Client}>");
        writer.Open($"public sealed partial class {Api.Client} : global::FlowGen.Http.FlowClient, {Api.Interface}, {self}");
        Description(writer);
        writer.Line();
        writer.Line($"/// <summary>Makes a client.</summary>");
        writer.Line($"/// <param name=\"httpClient\">Sends the requests. It stays the caller's, and its base address is not used.</param>");
        writer.Line($"/// <param name=\"options\">Who calls, and how. Read here, once.</param>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">The options contradict each other or lack what signing needs.</exception>");
        writer.Line($"public {Api.Client}(global::System.Net.Http.HttpClient httpClient, global::FlowGen.FlowClientOptions options)");
        writer.Open($"    : base(httpClient, Description, options)");
        writer.Close();
        writer.Line();
        writer.Line($"static global::FlowGen.Http.ApiProvider {self}.Provider => Description;");
        writer.Line();
        writer.Line($"static global::System.Type {self}.InterfaceType => typeof({Api.Interface});");
        writer.Line();
        writer.Line($"static {Api.Client} {self}.Create(global::System.Net.Http.HttpClient httpClient, global::FlowGen.FlowClientOptions options) => new(httpClient, options);");
        writer.Close();
        writer.Line();
    }

    private void Description(SourceWriter writer)
    {
        writer.Open($"private static readonly global::FlowGen.Http.ApiProvider Description = new()");
        writer.Line($"Name = {CSharpLiteral.String(Provider.Name)},");
        writer.Line($"Protocol = global::FlowGen.Http.ApiProtocol.{Provider.Protocol},");
        if (Provider.Version is { } version)
        {
            writer.Line($"Version = {CSharpLiteral.String(version)},");
        }

        Signing(writer);
        List(writer, $"Endpoints", Provider.Endpoints, static endpoint =>
            CodeFragment.Of($"new({CSharpLiteral.String(endpoint.Region)}, new global::System.Uri({CSharpLiteral.String(endpoint.Url)})),"));
        if (Provider.Envelope is { } envelope)
        {
            EnvelopeCode.Member(writer, envelope);
        }

        if (Provider.ErrorBody is { } body)
        {
            writer.Open($"ErrorBody = new()");
            Member(writer, $"Code", body.Code);
            Member(writer, $"Message", body.Message);
            Member(writer, $"RequestId", body.RequestId);
            writer.Close($",");
        }

        List(writer, $"Errors", Provider.Errors, static rule =>
            CodeFragment.Of($"new({CSharpLiteral.StringOrNull(rule.Code)}, {CSharpLiteral.IntegerOrNull(rule.Status)}, global::FlowGen.ApiErrorCategory.{rule.Category}, {CSharpLiteral.Boolean(rule.IsRetriable)}),"));
        List(writer, $"RateLimits", Provider.RateLimits, static limit =>
            CodeFragment.Of($"new({CSharpLiteral.String(limit.Group)}, {CSharpLiteral.Integer(limit.Permits)}, {Window(limit.WindowMilliseconds)}, global::FlowGen.Http.ApiRateLimitScope.{limit.Scope}),"));
        List(writer, $"RetryAfterHeaders", Provider.RetryAfterHeaders, static header =>
            CodeFragment.Of($"new({CSharpLiteral.String(header.Header)}, global::FlowGen.Http.RetryAfterFormat.{header.Format}),"));
        writer.Close($";");
    }

    private static CodeFragment Window(int milliseconds) => milliseconds % 1000 == 0
        ? CodeFragment.Of($"global::System.TimeSpan.FromSeconds({CSharpLiteral.Integer(milliseconds / 1000)})")
        : CodeFragment.Of($"global::System.TimeSpan.FromMilliseconds({CSharpLiteral.Integer(milliseconds)})");

    private void Signing(SourceWriter writer)
    {
        if (Provider.Security.Count == 0)
        {
            writer.Line($"Signing = global::FlowGen.Http.ApiSigning.{SigningKind.None},");
            return;
        }

        var scheme = Provider.Security[0].Schemes[0];
        writer.Line($"Signing = global::FlowGen.Http.ApiSigning.{scheme.Signing},");
        if (scheme.Signing == SigningKind.ApiKey)
        {
            writer.Line($"KeyLocation = global::FlowGen.Http.ApiKeyLocation.{scheme.Location},");
            writer.Line($"KeyName = {CSharpLiteral.String(scheme.KeyName)},");
        }

        if (Provider.IsSigningOptional)
        {
            writer.Line($"IsSigningOptional = true,");
        }

        if (scheme.Variables.Count == 1)
        {
            writer.Line($"CredentialVariable = {CSharpLiteral.String(scheme.Variables[0])},");
        }

        if (Provider.Security.Any(static requirement => requirement.Schemes.Count > 1))
        {
            SecurityCode.Member(writer, Provider.Security);
            return;
        }

        List<SecurityRequirementModel>(writer, $"OtherSchemes", Provider.Security.Rest(), static other => CodeFragment.Of($"new({SecurityCode.Arguments(other.Schemes[0])}),"));
    }

    private void Options(SourceWriter writer)
    {
        writer.Line($"/// <summary>How a <see cref=\"{Api.Client}\"/> calls its provider.</summary>");
        if (Provider.Security.FirstOrDefault(static requirement => requirement.Schemes.Count > 1) is { } several)
        {
            var names = CodeFragment.List(several.Schemes, static scheme => CodeFragment.Of($"<c>{XmlText.From(scheme.Name)}</c>"));
            writer.Line($"/// <remarks>Its <see cref=\"global::FlowGen.FlowClientOptions.Credentials\"/> are several at a time, in a <see cref=\"global::FlowGen.CredentialSet\"/>: {names}.</remarks>");
        }

        GeneratedCode(writer);
        writer.Line($"public sealed class {Api.Options} : global::FlowGen.FlowClientOptions;");
    }

    private void Endpoints(SourceWriter writer)
    {
        if (Provider.Endpoints.Count == 0)
        {
            return;
        }

        writer.Line();
        writer.Line($"/// <summary>The servers, for <see cref=\"global::FlowGen.FlowClientOptions.Endpoint\"/>. The first one is the default.</summary>");
        GeneratedCode(writer);
        writer.Open($"public static class {Api.Endpoints}");
        var isFirst = true;
        foreach (var endpoint in Provider.Endpoints)
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            writer.Summary(XmlText.FirstSentence(endpoint.Documentation, endpoint.Url));
            writer.Line($"public static global::System.Uri {endpoint.Name} {{ get; }} = new({CSharpLiteral.String(endpoint.Url)});");
        }

        writer.Close();
    }

    private static void Member(SourceWriter writer, CodeLine name, string? value)
    {
        var member = CodeFragment.Of(name);
        if (value is not null)
        {
            writer.Line($"{member} = {CSharpLiteral.String(value)},");
        }
    }

    private static void List<T>(SourceWriter writer, CodeLine name, EquatableArray<T> items, Func<T, CodeFragment> item)
        where T : IEquatable<T>
    {
        var member = CodeFragment.Of(name);
        if (items.Count == 0)
        {
            // An empty list is the default of all but the required member.
            if (member.ToString() == "Endpoints")
            {
                writer.Line($"Endpoints = [],");
            }

            return;
        }

        writer.Line($"{member} =");
        writer.Line($"[");
        foreach (var entry in items)
        {
            writer.Line($"    {item(entry)}");
        }

        writer.Line($"],");
    }
}
