using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>A class for a value of one of several types. It keeps the JSON, so that nothing is lost that the document does not know.</summary>
internal sealed record UnionUnit(ApiNames Api, UnionModel Type) : SourceUnit(Api)
{
    protected override bool UsesReader => true;

    public override string HintName => HintNames.Of(Api, "Type", Type.Name);

    protected override void Write(SourceWriter writer)
    {
        var self = CSharpType.Generated(Type.Name);
        writer.Summary(XmlText.FirstSentence(Type.Documentation, Type.Name.Name));
        writer.Line($"/// <remarks>A value of one of several types. It is kept as JSON: one that the document does not know is not lost.</remarks>");
        GeneratedCode(writer);
        writer.Open($"public sealed partial class {Type.Name}");
        writer.Line($"private {Type.Name}(global::System.Text.Json.JsonElement json) => Json = json;");
        writer.Line();
        writer.Line($"/// <summary>The value as JSON.</summary>");
        writer.Line($"public global::System.Text.Json.JsonElement Json {{ get; }}");
        writer.Line();
        if (Type.Discriminator is { } discriminator)
        {
            writer.Line($"/// <summary>Which type it is of, as the member <c>{XmlText.From(discriminator.WireName)}</c> says.</summary>");
            writer.Line($"public {CSharpType.Generated(discriminator.Type)} Type => global::FlowGen.Json.JsonUnion.Discriminator(Json, {CSharpLiteral.String(discriminator.WireName)}) is {{ }} text ? new(text) : default;");
            writer.Line();
        }

        var members = new List<CSharpIdentifier> { CSharpIdentifier.Fixed("Json"), CSharpIdentifier.Fixed("Type") };
        foreach (var branch in Type.Branches)
        {
            members.Add(branch.Name.After("From"));
            members.Add(branch.Name.After("TryGet"));
        }

        var scope = CodeScope.Of(Api, members.ToArray());
        foreach (var branch in Type.Branches)
        {
            Branch(writer, branch, scope);
        }

        writer.Line($"/// <summary>Makes one of any JSON.</summary>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">There is no value.</exception>");
        writer.Line($"public static {self} FromJson(global::System.Text.Json.JsonElement json) => new(global::FlowGen.Json.JsonUnion.Kept(json));");
        writer.Line();
        writer.Line($"/// <summary>Reads one from JSON, whatever it is.</summary>");
        writer.Line($"public static {self} Read(ref global::System.Text.Json.Utf8JsonReader reader) => new(reader.Element());");
        writer.Line();
        writer.Line($"/// <summary>Writes this one as it is.</summary>");
        writer.Line($"public void Write(global::System.Text.Json.Utf8JsonWriter writer) => Json.WriteTo(writer);");
        writer.Line();
        writer.Line($"internal void Write(global::FlowGen.Json.JsonValueWriter writer) => writer.WriteElementValue(Json);");
        writer.Line();
        writer.Line($"/// <summary>The JSON text.</summary>");
        writer.Line($"public override string ToString() => Json.GetRawText();");
        writer.Close();
    }

    private void Branch(SourceWriter writer, UnionBranchModel branch, CodeScope scope)
    {
        var self = CSharpType.Generated(Type.Name);
        var type = CSharpType.Of(branch.Type);
        writer.Line($"/// <summary>Makes one of <paramref name=\"value\"/>.</summary>");
        var marks = Type.Discriminator is { } discriminator && branch.Values.Count > 0
            ? CodeFragment.Of($", {CSharpLiteral.String(discriminator.WireName)}, {CSharpLiteral.String(branch.Values[0].WireText)}")
            : default;
        JsonCode.WriteFunction(writer, $"public static {self} From{branch.Name}({type} value) => new(global::FlowGen.Json.JsonUnion.Of(value, ", branch.Type, $"{marks}));");
        writer.Line();
        writer.Line(branch.IsBase
            ? (CodeLine)$"/// <summary>Reads what all of the types have, also those that the document does not know; <see langword=\"false\"/> when it is something else.</summary>"
            : $"/// <summary>Reads it as {Article(branch)}; <see langword=\"false\"/> when it is something else.</summary>");
        var signature = CodeFragment.Of($"public bool TryGet{branch.Name}([global::System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out {type} value)");
        var read = CodeFragment.Of($"global::FlowGen.Json.JsonUnion.TryRead(Json, {JsonCode.Function(branch.Type, false, scope)}, out value);");
        if (Type.Discriminator is { } member && branch is { Values.Count: > 0, IsBase: false })
        {
            var kind = scope.Type(member.Kind);
            writer.Open($"{signature}");
            writer.Open($"if (Type.Kind is {Kinds(branch, kind)})");
            writer.Line($"return {read}");
            writer.Close();
            writer.Line();
            writer.Line($"value = default;");
            writer.Line($"return false;");
            writer.Close();
        }
        else
        {
            writer.Line($"{signature} =>");
            writer.Line($"    {read}");
        }

        writer.Line();
    }

    private static CodeFragment Article(UnionBranchModel branch) => branch.Type.Kind == TypeKind.Object
        ? CodeFragment.Of($"a <see cref=\"{CSharpType.Generated(branch.Type.Name!)}\"/>")
        : CodeFragment.Of($"<c>{branch.Name}</c>");

    private static CodeFragment Kinds(UnionBranchModel branch, CSharpType kind)
    {
        var kinds = CodeFragment.Of($"{kind}.{branch.Values[0].Name}");
        foreach (var value in branch.Values.Rest())
        {
            kinds = CodeFragment.Of($"{kinds} or {kind}.{value.Name}");
        }

        return kinds;
    }
}
