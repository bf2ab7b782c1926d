using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>An open enum: a struct over the value on the wire, and the plain enum that a <c>switch</c> works on.</summary>
internal abstract record EnumUnit(ApiNames Api, OpenEnumModel Type) : SourceUnit(Api)
{
    protected override bool UsesReader => true;

    protected override CSharpIdentifier[] Members => Type.Values.Select(static value => value.Name);

    public override string HintName => HintNames.Of(Api, "Enum", Type.Name);

    /// <summary>What the plain enum's summary goes on with.</summary>
    protected abstract CodeFragment KindRemark { get; }

    /// <summary>What the plain enum's first value stands for.</summary>
    protected abstract CodeFragment Unknown { get; }

    protected override void Write(SourceWriter writer)
    {
        Struct(writer);
        writer.Line();
        Kind(writer);
    }

    protected abstract void Struct(SourceWriter writer);

    protected static void Summary(SourceWriter writer, OpenEnumValueModel value)
    {
        if (XmlText.Sentence(value.Documentation) is { IsEmpty: false } said)
        {
            writer.Summary(said);
        }
        else
        {
            writer.WireSummary(value.WireText);
        }
    }

    private void Kind(SourceWriter writer)
    {
        writer.Line($"/// <summary>The known values of <see cref=\"{Type.Name}\"/>.{KindRemark}</summary>");
        GeneratedCode(writer);
        writer.Open($"public enum {Type.KindName}");
        writer.Line($"/// <summary>{Unknown} that the document does not know: see <see cref=\"{Type.Name}.Value\"/>.</summary>");
        writer.Line($"Unknown = 0,");
        foreach (var value in Type.Values)
        {
            writer.Line();
            Summary(writer, value);
            writer.Line($"[global::FlowGen.Annotations.OpenEnumValue({CSharpLiteral.String(value.WireText)})]");
            writer.Line($"{value.Name},");
        }

        writer.Close();
    }
}
