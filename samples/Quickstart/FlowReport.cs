using System.Globalization;
using FlowGen;
using FlowGen.EightByEight;
using Spectre.Console;

namespace Quickstart;

/// <summary>What a person wants to see of flows, whoever the provider is.</summary>
internal sealed class FlowReport(IAnsiConsole console)
{
    private readonly List<FlowRow> _rows = [];

    public void Add(FlowGen.Cams.FlowDetails flow, string? json) => _rows.Add(new(
        "Alibaba CAMS",
        flow.FlowId,
        flow.FlowName,
        flow.Status.Value,
        flow.Categories?.Select(static category => category.Value),
        flow.JsonVersion is null ? null : $"JSON {flow.JsonVersion}, API {flow.DataApiVersion}",
        json,
        flow.PreviewUrl,
        flow.PreviewUrlExpires));

    public void Add(FlowDetails flow, string? json) => _rows.Add(new(
        "8x8",
        flow.FlowId,
        flow.Name,
        flow.Status.Value,
        flow.Categories?.Select(static category => category.Value),
        null,
        json,
        null,
        null));

    /// <summary>The flows as a table.</summary>
    public void WriteFlows()
    {
        var table = new Table().Title("Flows");
        foreach (var header in new[] { "Provider", "Flow", "Status", "Categories", "Versions and size" })
        {
            table.AddColumn(new TableColumn(header).NoWrap());
        }

        table.AddColumn("Preview link, and its end (local time)");
        foreach (var row in _rows)
        {
            table.AddRow(
                Cell(row.Provider),
                Cell($"{row.Name}\n{row.Id}"),
                StatusCell(row.Status),
                Cell(row.Categories is null ? null : string.Join('\n', row.Categories)),
                Cell(row.Versions is null ? row.Json : $"{row.Versions}\n{row.Json}"),
                Cell(row.PreviewLink is null ? null : $"{row.PreviewLink}\n{row.Expires?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}"));
        }

        console.Write(table);
    }

    /// <summary>What 8x8 says is wrong with a flow's JSON; nothing when nothing is.</summary>
    public void WriteValidationErrors(FlowDetails flow)
    {
        if (flow.ValidationErrors is not { Count: > 0 } errors)
        {
            return;
        }

        var table = new Table().Title($"Validation errors of {Markup.Escape(flow.Name ?? flow.FlowId ?? "the flow")}").AddColumns("Line", "Column", "Path", "Error", "Message");
        foreach (var error in errors)
        {
            table.AddRow(
                Cell(Number(error.LineStart)),
                Cell(Number(error.ColumnStart)),
                Cell(error.Pointers is [{ Path: var path }, ..] ? path : null),
                Cell(error.Error),
                Cell(error.Message));
        }

        console.Write(table);
    }

    /// <summary>Why a call was refused.</summary>
    public void WriteError(string call, ApiError error)
    {
        var table = new Table().Title($"Refused: {Markup.Escape(call)}").HideHeaders().AddColumns("Fact", "Value");
        table.AddRow(Cell("Category"), Cell(error.Category.ToString()));
        table.AddRow(Cell("Code"), Cell(error.Code));
        table.AddRow(Cell("Message"), Cell(error.Message));
        table.AddRow(Cell("HTTP status"), Cell(Number((int?)error.HttpStatus)));
        table.AddRow(Cell("Request id"), Cell(error.RequestId));
        table.AddRow(Cell("Retriable"), Cell(error.IsRetriable ? "yes" : "no"));
        console.Write(table);
    }

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);

    // Provider text is data: it never becomes markup or control characters of the terminal. Line breaks are ours.
    private static Text Cell(string? text) => new(Printable(text));

    private static string Printable(string? text) => new([.. (text ?? "").Where(static character => character == '\n' || !char.IsControl(character))]);

    private static Text StatusCell(string status) => new(status, new Style(status switch
    {
        "PUBLISHED" => Color.Green,
        "DRAFT" => Color.Yellow,
        _ => Color.Grey,
    }));

    private sealed record FlowRow(
        string Provider,
        string? Id,
        string? Name,
        string Status,
        IEnumerable<string>? Categories,
        string? Versions,
        string? Json,
        string? PreviewLink,
        DateTimeOffset? Expires);
}
