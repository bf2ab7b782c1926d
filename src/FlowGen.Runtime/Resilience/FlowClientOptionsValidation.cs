using FlowGen.Http;
using FlowGen.Signing;
using Microsoft.Extensions.Options;

namespace FlowGen.Resilience;

/// <summary>Checks a registered client's options when the host starts, instead of at the first call.</summary>
internal sealed class FlowClientOptionsValidation(ApiProvider provider) : IValidateOptions<FlowClientOptions>
{
    public ValidateOptionsResult Validate(string? name, FlowClientOptions options)
    {
        if (name != provider.Name)
        {
            return ValidateOptionsResult.Skip;
        }

        try
        {
            FlowClientOptionsRules.Check(options);
            FlowClientOptionsRules.EndpointOf(provider, options);
            RequestSigners.For(provider, options);
            return ValidateOptionsResult.Success;
        }
        catch (ArgumentException exception)
        {
            return ValidateOptionsResult.Fail($"The client of '{provider.Name}' cannot be made: {exception.Message}");
        }
    }
}
