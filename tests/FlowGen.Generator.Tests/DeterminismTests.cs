using System.Globalization;
using System.Text;

namespace FlowGen.Generator.Tests;

/// <summary>The output is a function of the spec alone.</summary>
public class DeterminismTests
{
    private static readonly SpecText Everything = new("everything.json", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Specs", "everything.openapi.json")));

    private static readonly SpecText[] Specs = [SpecText.Cams, SpecText.EightByEight, Everything];

    [Theory]
    [InlineData("tr-TR", "I")]
    [InlineData("ar-SA", "1")]
    [InlineData("sv-SE", "-")]
    [InlineData("de-DE", ",")]
    public void The_culture_of_the_machine_changes_nothing(string culture, string peculiarity)
    {
        var other = CultureInfo.GetCultureInfo(culture);
        Assert.SkipWhen(IsInvariant(other, peculiarity), $"This machine does not know the culture {culture}.");
        var expected = Specs.Select(Whole).ToList();
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (other, other);

            Assert.Equal(expected, Specs.Select(Whole));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void The_line_endings_of_the_spec_change_nothing() => Assert.All(Specs, static spec =>
        Assert.Equal(Whole(spec), Whole(spec.WithText(spec.Text.Replace("\n", "\r\n", StringComparison.Ordinal)))));

    [Fact]
    public void The_path_of_the_spec_changes_nothing() => Assert.All(Specs, static spec =>
        Assert.Equal(Whole(spec), Whole(new SpecText(@"C:\elsewhere\spec.json", spec.Text))));

    [Fact]
    public void The_order_of_the_specs_changes_nothing()
    {
        var forwards = GeneratorRun.Of(SpecText.Cams, SpecText.EightByEight, Everything);
        var backwards = GeneratorRun.Of(Everything, SpecText.EightByEight, SpecText.Cams);

        Assert.Equal(Sources(forwards), Sources(backwards));
    }

    [Fact]
    public void Every_file_is_UTF8_without_a_mark_has_LF_only_and_ends_with_one()
    {
        foreach (var source in GeneratorRun.Of(Specs).Result.GeneratedSources)
        {
            var code = source.SourceText.ToString();

            Assert.Equal(Encoding.UTF8.WebName, source.SourceText.Encoding!.WebName);
            Assert.Empty(source.SourceText.Encoding.GetPreamble());
            Assert.DoesNotContain('\r', code);
            Assert.EndsWith("}\n", code.Replace("Options;\n", "}\n", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain(" \n", code, StringComparison.Ordinal);
            Assert.DoesNotContain("\n\n\n", code, StringComparison.Ordinal);
            Assert.DoesNotContain("{\n\n", code, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_path_of_this_machine_is_in_the_output() => Assert.All(Specs, static spec =>
        Assert.DoesNotContain(AppContext.BaseDirectory, Whole(spec), StringComparison.Ordinal));

    private static string Whole(SpecText spec) => string.Concat(spec.Emit().Select(static file => $"==== {file.Key}\n{file.Value}"));

    private static IEnumerable<string> Sources(GeneratorRun run) =>
        run.Result.GeneratedSources.Select(static source => source.HintName + "\n" + source.SourceText).Order(StringComparer.Ordinal);

    /// <summary>Without ICU every culture is the invariant one by another name.</summary>
    private static bool IsInvariant(CultureInfo culture, string peculiarity) => peculiarity switch
    {
        "I" => culture.TextInfo.ToUpper('i') == 'I',
        "," => 0.5.ToString(culture) == 0.5.ToString(CultureInfo.InvariantCulture),
        "-" => culture.NumberFormat.NegativeSign == "-",
        _ => culture.DateTimeFormat.Calendar is GregorianCalendar,
    };
}
