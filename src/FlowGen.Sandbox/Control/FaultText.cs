using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlowGen.Sandbox.Control;

/// <summary>A rule for faults as JSON: what a program in any language asks for, and the command line takes.</summary>
internal sealed record FaultText
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public FaultKind? Fault { get; init; }

    public FaultMoment? When { get; init; }

    public double? Milliseconds { get; init; }

    public int? Status { get; init; }

    public string? Body { get; init; }

    public string? ContentType { get; init; }

    public string? Code { get; init; }

    public int? Calls { get; init; } = 1;

    public string? Provider { get; init; }

    public string? Operation { get; init; }

    public double? Probability { get; init; }

    public int? Seed { get; init; }

    /// <summary>How many calls were hit. Only written.</summary>
    public int? Hits { get; init; }

    /// <summary>Reads a rule.</summary>
    /// <exception cref="ArgumentException">The text is none; the message says what is wrong and where.</exception>
    public static FaultRule Read(ReadOnlySpan<byte> utf8)
    {
        FaultText text;
        try
        {
            text = JsonSerializer.Deserialize<FaultText>(utf8, Json) ?? throw new ArgumentException("A fault is a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new ArgumentException(
                $"A fault cannot be read at '{exception.Path ?? "$"}' (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}). It is JSON with the members "
                + $"fault ({Names<FaultKind>()}), when ({Names<FaultMoment>()}), milliseconds, status, body, contentType, code, calls, provider, operation, probability, seed.",
                exception);
        }

        return text.ToRule();
    }

    /// <summary>Writes the rules with what became of them.</summary>
    public static string Write(IEnumerable<FaultRule> rules) => JsonSerializer.Serialize(rules.Select(From), Json);

    private static FaultText From(FaultRule rule) => new()
    {
        Fault = rule.Fault.Kind,
        When = rule.Fault.Moment,
        Milliseconds = rule.Fault.Time?.TotalMilliseconds,
        Status = rule.Fault.HttpStatus,
        Body = rule.Fault.Body,
        ContentType = rule.Fault.ContentType,
        Code = rule.Fault.Code,
        Calls = rule.Calls,
        Provider = rule.Provider,
        Operation = rule.Operation,
        Probability = rule.Probability,
        Seed = rule.Seed,
        Hits = rule.Hits,
    };

    private FaultRule ToRule()
    {
        if (Hits is not null)
        {
            throw new ArgumentException("'hits' is counted, not given.");
        }

        Fault fault = Make();
        return new()
        {
            Fault = When switch
            {
                FaultMoment.BeforeOperation => fault.BeforeOperation(),
                FaultMoment.AfterOperation => fault.AfterOperation(),
                _ => fault,
            },
            Calls = Calls,
            Provider = Provider,
            Operation = Operation,
            Probability = Probability ?? 1,
            Seed = Seed ?? 0,
        };
    }

    private Fault Make()
    {
        FaultKind kind = Fault ?? throw new ArgumentException($"'fault' is missing: one of {Names<FaultKind>()}.");
        Allow(kind, Milliseconds is not null, "milliseconds", FaultKind.Delay, FaultKind.Refusal, FaultKind.Throttling, FaultKind.WrongDate);
        Allow(kind, Status is not null, "status", FaultKind.Status);
        Allow(kind, Body is not null, "body", FaultKind.Status);
        Allow(kind, ContentType is not null, "contentType", FaultKind.Status);
        Allow(kind, Code is not null, "code", FaultKind.Refusal);
        return kind switch
        {
            FaultKind.Delay => Sandbox.Fault.Delay(Time ?? throw Missing(kind, "milliseconds")),
            FaultKind.Status => Sandbox.Fault.Status(Status ?? throw Missing(kind, "status"), Body ?? "", ContentType ?? "text/html"),
            FaultKind.Refusal => Sandbox.Fault.Refusal(Code ?? throw Missing(kind, "code"), Time),
            FaultKind.Throttling => Sandbox.Fault.Throttling(Time),
            FaultKind.WrongDate => Sandbox.Fault.WrongDate(Time ?? throw Missing(kind, "milliseconds")),
            FaultKind.CutOffBody => Sandbox.Fault.CutOffBody(),
            FaultKind.BrokenJson => Sandbox.Fault.BrokenJson(),
            FaultKind.Reset => Sandbox.Fault.Reset(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    private TimeSpan? Time => Milliseconds is not { } given ? null
        : Math.Abs(given) <= TimeSpan.FromDays(366).TotalMilliseconds ? TimeSpan.FromMilliseconds(given)
            : throw new ArgumentException("'milliseconds' is more than a year.");

    private static void Allow(FaultKind kind, bool isGiven, string member, params ReadOnlySpan<FaultKind> kinds)
    {
        if (isGiven && !kinds.Contains(kind))
        {
            throw new ArgumentException($"'{member}' says nothing about the fault {Name(kind)}.");
        }
    }

    private static ArgumentException Missing(FaultKind kind, string member) => new($"The fault {Name(kind)} needs '{member}'.");

    private static string Name(FaultKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    private static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName));
}
