namespace FlowGen.Sandbox.Spec;

/// <summary>The schema files that this assembly carries. They are read and compiled once per process.</summary>
/// <param name="Cams">Alibaba Cloud CAMS.</param>
/// <param name="EightByEight">8x8 Chat Apps.</param>
internal sealed record ShippedSpecs(ApiSpec Cams, ApiSpec EightByEight)
{
    private static readonly Lazy<Task<ShippedSpecs>> Shared = new(ReadAsync);

    public static Task<ShippedSpecs> LoadAsync(CancellationToken cancellationToken) => Shared.Value.WaitAsync(cancellationToken);

    private static async Task<ShippedSpecs> ReadAsync()
    {
        Task<ApiSpec> cams = Task.Run(() => SpecReader.ReadAsync(EmbeddedText.Read("schemas/alibaba-cams.openapi.json")));
        Task<ApiSpec> eightByEight = Task.Run(() => SpecReader.ReadAsync(EmbeddedText.Read("schemas/8x8-chatapps.openapi.json")));
        return new(await cams.ConfigureAwait(false), await eightByEight.ConfigureAwait(false));
    }
}
