namespace FlowGen.Generator.Model;

/// <summary>How an operation that answers a list is read page by page.</summary>
/// <param name="Method">The method that goes through the pages, without its <c>Async</c>.</param>
/// <param name="Item">The type of an item.</param>
/// <param name="Parameter">The parameter whose object holds index and size; <see langword="null"/> when they are parameters themselves.</param>
/// <param name="Page">The type of that object.</param>
/// <param name="Others">The object's other properties, which a request for the next page keeps.</param>
/// <param name="Index">The property that holds the page's number.</param>
/// <param name="Size">The property that holds the page's size.</param>
/// <param name="First">The number of the first page.</param>
/// <param name="DefaultSize">The size to ask for where a request gives none.</param>
internal sealed record PagingModel(
    CSharpIdentifier Method,
    TypeModel Item,
    PropertyModel? Parameter,
    TypeModel? Page,
    EquatableArray<PropertyModel> Others,
    PropertyModel Index,
    PropertyModel Size,
    int First,
    int DefaultSize);
