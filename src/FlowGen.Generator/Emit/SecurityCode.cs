using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>The members of descriptors that say how a request is signed.</summary>
internal static class SecurityCode
{
    /// <summary>Ways of signing of which some are several schemes at a time, or hold for one operation.</summary>
    public static void Member(SourceWriter writer, EquatableArray<SecurityRequirementModel> security)
    {
        writer.Line($"Security =");
        writer.Line($"[");
        foreach (var requirement in security)
        {
            writer.Line($"    new({CodeFragment.List(requirement.Schemes.Select(static scheme => CodeFragment.Of($"new global::FlowGen.Http.ApiSecurityScheme({Arguments(scheme)}, Name: {CSharpLiteral.String(scheme.Name)})")))}),");
        }

        writer.Line($"],");
    }

    /// <summary>What a scheme is made from.</summary>
    public static CodeFragment Arguments(SecuritySchemeModel scheme) => scheme.Signing == SigningKind.ApiKey
        ? CodeFragment.Of($"global::FlowGen.Http.ApiSigning.{scheme.Signing}, global::FlowGen.Http.ApiKeyLocation.{scheme.Location}, {CSharpLiteral.String(scheme.KeyName)}")
        : CodeFragment.Of($"global::FlowGen.Http.ApiSigning.{scheme.Signing}");
}
