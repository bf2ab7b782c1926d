using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>The method that goes through the pages of a list, and the descriptor it goes by.</summary>
internal static class PagingCode
{
    /// <summary>The method's documentation: what <see cref="OperationUnit"/> says of the operation, and what differs.</summary>
    public static void Documentation(SourceWriter writer, OperationModel operation, PagingModel paging)
    {
        var size = CSharpLiteral.Integer(paging.DefaultSize);
        writer.Summary(XmlText.FirstSentence(operation.Documentation.Summary, operation.WireName, operation.Name.Name));
        writer.Line($"/// <remarks>");
        writer.Line($"/// <para>Goes through the pages and hands out their items one by one. Each page is a call of <see cref=\"{operation.Name}Async\"/> of its own, made when its first item is asked for, and takes a permit of the quota.</para>");
        writer.Line($"/// <para>It begins with the page that the request names, else with the first, and asks for the request's page size, else for {size}. It ends with the first page that is shorter.</para>");
        writer.Line($"/// <para>A page that fails is the last thing handed out, as a failure: check each result. A page that repeats the one before it is such a failure, <see cref=\"global::FlowGen.ApiErrorCategory.Malformed\"/>.</para>");
        writer.Line($"/// </remarks>");
        writer.Line($"/// <param name=\"request\">What to ask.</param>");
        writer.Line($"/// <param name=\"cancellationToken\">Ends the wait for a permit, and the call.</param>");
        writer.Line($"/// <returns>The items in the provider's order. What the provider answers is never thrown.</returns>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">A value cannot be sent, or the page size is less than 1.</exception>");
        writer.Line($"/// <exception cref=\"global::System.OperationCanceledException\">The token was cancelled.</exception>");
    }

    /// <summary>The descriptor.</summary>
    public static void Descriptor(SourceWriter writer, OperationModel operation, PagingModel paging)
    {
        var request = CSharpType.Generated(operation.RequestType);
        writer.Open($"private static readonly global::FlowGen.Http.ApiPaging<{request}> {operation.Name}Paging = new()");
        writer.Line($"First = {CSharpLiteral.Integer(paging.First)},");
        writer.Line($"DefaultSize = {CSharpLiteral.Integer(paging.DefaultSize)},");
        writer.Line($"Index = static request => {Count(paging, paging.Index)},");
        writer.Line($"Size = static request => {Count(paging, paging.Size)},");
        writer.Open($"At = static (request, index, size) => new()");
        foreach (var parameter in operation.Parameters)
        {
            Assign(writer, paging, parameter.Property);
        }

        if (operation.Body is { } body)
        {
            writer.Line($"{body.Property.Name} = request.{body.Property.Name},");
        }

        writer.Close($",");
        writer.Close($";");
    }

    private static CodeFragment Read(PagingModel paging, PropertyModel property) => paging.Parameter is not { } parameter
        ? CodeFragment.Of($"request.{property.Name}")
        : parameter.IsNullableInCSharp
            ? CodeFragment.Of($"request.{parameter.Name}?.{property.Name}")
            : CodeFragment.Of($"request.{parameter.Name}.{property.Name}");

    private static void Assign(SourceWriter writer, PagingModel paging, PropertyModel property)
    {
        if (paging.Parameter?.Name == property.Name && paging.Page is { } page)
        {
            writer.Open($"{property.Name} = new {CSharpType.Of(page)}");
            foreach (var other in paging.Others)
            {
                writer.Line($"{other.Name} = {Read(paging, other)},");
            }

            writer.Line($"{paging.Index.Name} = {Number(paging.Index, CodeFragment.Of($"index"))},");
            writer.Line($"{paging.Size.Name} = {Number(paging.Size, CodeFragment.Of($"size"))},");
            writer.Close($",");
        }
        else if (paging.Parameter is null && (property.Name == paging.Index.Name || property.Name == paging.Size.Name))
        {
            var value = property.Name == paging.Index.Name ? CodeFragment.Of($"index") : CodeFragment.Of($"size");
            writer.Line($"{property.Name} = {Number(property, value)},");
        }
        else
        {
            writer.Line($"{property.Name} = request.{property.Name},");
        }
    }

    /// <summary>A page's number or size as the runtime counts it.</summary>
    private static CodeFragment Count(PagingModel paging, PropertyModel property) => property.Type.Kind == TypeKind.UInt64
        ? CodeFragment.Of($"checked((long?){Read(paging, property)})")
        : Read(paging, property);

    private static CodeFragment Number(PropertyModel property, CodeFragment value) => property.Type.Kind switch
    {
        TypeKind.Int32 => CodeFragment.Of($"checked((int){value})"),
        TypeKind.UInt64 => CodeFragment.Of($"checked((ulong){value})"),
        _ => value,
    };
}
