namespace FlowGen.Package.Tests;

public sealed class SandboxPackageTests(Repository repository)
{
    private const string Tests = """
        using FlowGen;
        using FlowGen.Cams;
        using FlowGen.Sandbox;
        using Xunit;

        public sealed class FlowTests
        {
            [Fact]
            public async Task A_flow_is_made_once_although_the_answer_is_lost()
            {
                await using var sandbox = await FlowSandbox.StartAsync();
                sandbox.Faults.Next(Fault.Reset().AfterOperation());
                using var http = new HttpClient();
                var cams = new CamsClient(http, new CamsClientOptions
                {
                    Endpoint = sandbox.CamsEndpoint,
                    Credentials = AlibabaCredentials.FromAccessKey(sandbox.AccessKeyId, sandbox.AccessKeySecret),
                    RateLimit = RateLimit.Documented(),
                });

                var created = await cams.CreateFlowAsync(new() { FlowName = "Sign up", Categories = [FlowCategory.SignUp] });
                var listed = await cams.ListFlowAsync(new() { FlowName = "Sign up" });

                Assert.Equal(ApiErrorCategory.Network, created.Error?.Category);
                Assert.Single(listed.EnsureSuccess());
                Assert.Equal(["CreateFlow", "ListFlow"], sandbox.Requests.Select(request => request.Operation));
            }
        }
        """;

    [Fact]
    public async Task A_users_test_project_calls_the_sandbox_from_its_package_through_a_generated_client()
    {
        using var consumer = new Consumer(repository, references: $"""
            <PackageReference Include="FlowGen" Version="{repository.Version}" />
            <PackageReference Include="FlowGen.Sandbox" Version="{repository.Version}" />
            <PackageReference Include="xunit.v3" Version="3.2.2" />
            """);
        consumer.Write("FlowTests.cs", Tests);

        (await consumer.BuildAsync()).Succeeded();
        var run = (await consumer.RunAsync(new Dictionary<string, string?>())).Succeeded();

        Assert.Contains("Failed: 0", run.Output, StringComparison.Ordinal);
        Assert.Contains("Total: 1", run.Output, StringComparison.Ordinal);
    }
}
