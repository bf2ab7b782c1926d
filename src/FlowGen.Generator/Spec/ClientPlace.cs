using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Which spec generates which types.</summary>
internal sealed record ClientPlace(string Path, EquatableArray<string> Types)
{
    public static ClientPlace Of(string path, ApiModel model)
    {
        var names = model.Names;
        CSharpIdentifier[] types =
        [
            names.Client, names.Interface, names.Options, names.Endpoints,
            .. model.Operations.Select(static operation => operation.RequestType),
            .. model.Objects.Select(static type => type.Name),
            .. model.Unions.Select(static type => type.Name),
            .. model.Enums.Select(static type => type.Name),
            .. model.Enums.Select(static type => type.KindName),
        ];
        return new(path, new(types.Select(type => names.Namespace + "." + type)));
    }
}
