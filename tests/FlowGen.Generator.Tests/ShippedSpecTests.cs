namespace FlowGen.Generator.Tests;

public class ShippedSpecTests
{
    [Fact]
    public void Both_shipped_specs_give_no_diagnostic_and_compile_without_a_warning()
    {
        var run = GeneratorRun.Of(SpecText.Cams, SpecText.EightByEight);

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
    }
}
