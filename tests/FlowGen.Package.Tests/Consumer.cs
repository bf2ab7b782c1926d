namespace FlowGen.Package.Tests;

/// <summary>A fresh project of a user that references the packed package.</summary>
internal sealed class Consumer : ConsumerFolder
{
    /// <param name="repository">Where the package comes from.</param>
    /// <param name="targetFramework">One target framework, or several with semicolons.</param>
    /// <param name="properties">Properties beyond, or other than, those of a new console project.</param>
    /// <param name="items">Item groups.</param>
    /// <param name="references">The package references, if not the usual one.</param>
    /// <param name="name">What the folder is called; a number is added.</param>
    public Consumer(Repository repository, string targetFramework = "net10.0", string properties = "", string items = "", string? references = null, string name = "consumer")
        : base(name)
    {
        var frameworks = targetFramework.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework";
        references ??= $"""
            <PackageReference Include="FlowGen" Version="{repository.Version}" />
            <PackageReference Include="Microsoft.Extensions.DependencyInjection" Version="10.0.14" />
            """;
        Write("Consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <{frameworks}>{targetFramework}</{frameworks}>
                <OutputType>Exe</OutputType>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {references}
              </ItemGroup>
              {items}
            </Project>
            """);
    }
}
