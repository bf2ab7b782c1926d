using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace FlowGen.Schemas.Tests;

/// <summary>What a JSON Schema cannot say: that the parts of a spec fit each other.</summary>
public partial class SpecConsistencyTests
{
    public static TheoryData<string> Specs => SpecFile.Names;

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_reference_leads_somewhere(string spec)
    {
        var file = SpecFile.Load(spec);
        var references = file.Root.Descendants().OfType<JProperty>().Where(property => property.Name == "$ref").ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.IsType<JObject>(file.At((string)reference.Value!)));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_component_is_used(string spec)
    {
        var file = SpecFile.Load(spec);
        var used = file.Root.Descendants().OfType<JProperty>().Where(property => property.Name == "$ref").Select(property => (string?)property.Value);

        var components = ((JObject)file.Root["components"]!).Properties()
            .Where(kind => kind.Name != "securitySchemes")
            .SelectMany(kind => ((JObject)kind.Value).Properties().Select(component => $"#/components/{kind.Name}/{component.Name}"));

        Assert.Empty(components.Except(used));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_operation_has_a_name_of_its_own_on_the_wire_and_in_CSharp(string spec)
    {
        var operations = SpecFile.Load(spec).Operations.ToList();
        var wireNames = operations.Select(operation => (string)operation.Operation["operationId"]!).ToList();
        var names = operations.Select(operation => (string)(operation.Operation["x-flowgen-name"] ?? operation.Operation["operationId"])!).ToList();

        Assert.Equal(wireNames.Count, wireNames.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[A-Z][A-Za-z0-9]*$", name));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_type_has_a_name_of_its_own_in_CSharp(string spec)
    {
        var file = SpecFile.Load(spec);
        var types = ((JObject)file.At("#/components/schemas")).Properties().ToList();
        var names = types.Select(type => (string?)type.Value["x-flowgen-name"] ?? type.Name).ToList();
        var kinds = types.Where(type => (type.Value["enum"] ?? type.Value["x-flowgen-open-enum"]) is not null).Select(type => type.Name + "Kind");
        var requests = file.Operations
            .Select(operation => (string)(operation.Operation["x-flowgen-name"] ?? operation.Operation["operationId"])! + "Request");
        var all = names.Concat(kinds).Concat(requests).Append((string)file.At("/x-flowgen-client/name")!).ToList();

        Assert.Equal(all.Count, all.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Matches("^[A-Z][A-Za-z0-9]*$", name));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_member_of_a_type_and_of_a_request_has_a_name_of_its_own_in_CSharp(string spec)
    {
        var file = SpecFile.Load(spec);
        var types = ((JObject)file.At("#/components/schemas")).Properties()
            .Select(type => ((JObject?)type.Value["properties"])?.Properties().Select(member => Name(member.Name, member.Value)) ?? []);
        var requests = file.Operations
            .Select(operation => file.Parameters((string)operation.Operation["operationId"]!))
            .Select(parameters => parameters.Select(parameter => Name((string)parameter["name"]!, parameter)).Append("Body"));

        Assert.All(types.Concat(requests).Select(members => members.ToList()), members =>
        {
            Assert.Equal(members.Count, members.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(members, name => Assert.Matches("^[A-Z][A-Za-z0-9]*$", name));
        });

        static string Name(string wireName, JToken named) => (string?)named["x-flowgen-name"] ?? char.ToUpperInvariant(wireName[0]) + wireName[1..];
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_member_that_an_envelope_names_is_in_the_answer(string spec)
    {
        var file = SpecFile.Load(spec);
        foreach (var (_, _, operation) in file.Operations)
        {
            if ((operation["x-flowgen-envelope"] ?? file.Root["x-flowgen-envelope"]) is not { } envelope)
            {
                continue;
            }

            var answer = (JObject)file.Follow(operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!)["properties"]!;

            Assert.All(
                new[] { "code", "message", "requestId", "flag" }.Where(role => envelope[role] is not null),
                role => Assert.True(answer.ContainsKey((string)envelope[role]!), $"{operation["operationId"]} has no {envelope[role]}."));
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Pages_are_asked_for_by_members_that_the_parameter_has(string spec)
    {
        var file = SpecFile.Load(spec);
        foreach (var (_, _, operation) in file.Operations.Where(candidate => candidate.Operation["x-flowgen-paging"] is not null))
        {
            var paging = operation["x-flowgen-paging"]!;
            var parameter = file.Parameters((string)operation["operationId"]!).Single(candidate => (string?)candidate["name"] == (string?)paging["parameter"]);
            var page = file.Follow(parameter["content"]!["application/json"]!["schema"]!)["properties"]!;
            var payload = (string)file.At("/x-flowgen-envelope/payload")!;
            var answer = file.Follow(operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!);

            Assert.Equal("integer", (string?)page[(string)paging["index"]!]!["type"]);
            Assert.Equal("integer", (string?)page[(string)paging["size"]!]!["type"]);
            Assert.Equal("array", (string?)answer["properties"]![payload]!["type"]);
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_status_that_an_operation_requires_is_known(string spec)
    {
        var file = SpecFile.Load(spec);
        var status = file.At("#/components/schemas/FlowStatus");
        var known = (status["enum"] ?? status["x-flowgen-open-enum"])!.Select(value => (string?)value).ToHashSet();
        var required = file.Operations.Where(operation => operation.Operation["x-flowgen-requires"] is not null)
            .SelectMany(operation => operation.Operation["x-flowgen-requires"]!["status"]!.Select(value => (string?)value))
            .ToHashSet();

        Assert.NotEmpty(required);
        Assert.Subset(known, required);
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_value_in_a_format_of_its_own_is_shown_by_an_example_in_it(string spec)
    {
        foreach (var type in SpecFile.Load(spec).Root.Descendants().OfType<JObject>().Where(type => type["x-flowgen-format"] is not null))
        {
            var example = type["example"]!;
            switch ((string?)type["x-flowgen-format"])
            {
                case "json-text":
                    Assert.IsType<JObject>(JToken.Parse((string)example!));
                    break;
                case "date-time-basic-offset":
                    Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{4}$", (string)example!);
                    break;
                default:
                    Assert.InRange(DateTimeOffset.FromUnixTimeMilliseconds((long)example).Year, 2020, 2070);
                    break;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_operation_counts_against_a_quota_of_the_document(string spec)
    {
        var file = SpecFile.Load(spec);
        var quotas = (JObject)file.Root["x-flowgen-rate-limits"]!;

        Assert.All(file.Operations, operation => Assert.True(quotas.ContainsKey((string)operation.Operation["x-flowgen-rate-limit"]!)));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_error_of_an_operation_is_a_row_of_the_error_table(string spec)
    {
        var file = SpecFile.Load(spec);
        var codes = file.Errors.Select(row => (string?)row["code"]).ToHashSet();

        foreach (var (_, _, operation) in file.Operations.Where(candidate => candidate.Operation["x-flowgen-errors"] is not null))
        {
            var documented = operation["x-flowgen-errors"]!.Select(code => (string?)code).ToList();
            Assert.NotEmpty(documented);
            Assert.Subset(codes, documented.ToHashSet());
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void No_two_rows_of_the_error_table_are_about_the_same_answer(string spec)
    {
        var rows = SpecFile.Load(spec).Errors
            .Select(row => (Code: (string?)row["code"], Status: (int?)row["status"]))
            .ToList();

        Assert.Equal(rows.Count, rows.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_row_of_the_error_table_says_what_it_means_and_whether_to_try_again(string spec) =>
        Assert.All(SpecFile.Load(spec).Errors, row =>
        {
            Assert.False(string.IsNullOrWhiteSpace((string?)row["description"]));
            Assert.Equal(JTokenType.Boolean, row["retriable"]!.Type);
        });

    [Theory]
    [MemberData(nameof(Specs))]
    public void Throttling_and_passing_faults_are_retriable_and_refusals_are_not(string spec)
    {
        // A refused nonce passes too: each attempt is signed anew.
        string[] signedAnew = ["SignatureNonceUsed"];

        Assert.All(SpecFile.Load(spec).Errors, row => Assert.Equal(
            (string)row["category"]! is "throttled" or "transient" || signedAnew.Contains((string?)row["code"]),
            (bool)row["retriable"]!));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_parameter_in_a_path_is_declared_and_required(string spec)
    {
        var file = SpecFile.Load(spec);
        foreach (var (path, _, operation) in file.Operations)
        {
            var inPath = file.Parameters((string)operation["operationId"]!).Where(parameter => (string?)parameter["in"] == "path").ToList();

            Assert.Equal(Placeholder().Matches(path).Select(match => match.Groups[1].Value), inPath.Select(parameter => (string?)parameter["name"]));
            Assert.All(inPath, parameter => Assert.True((bool?)parameter["required"]));
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_security_scheme_and_tag_that_is_named_exists(string spec)
    {
        var file = SpecFile.Load(spec);
        var schemes = (JObject)file.At("#/components/securitySchemes");
        var tags = file.Root["tags"]!.Select(tag => (string?)tag["name"]);

        Assert.All(file.Root["security"]!.Cast<JObject>(), requirement => Assert.All(requirement.Properties(), named => Assert.True(schemes.ContainsKey(named.Name))));
        Assert.Empty(file.Operations.SelectMany(operation => operation.Operation["tags"]!.Select(tag => (string?)tag)).Except(tags));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Everything_a_caller_sees_is_described(string spec)
    {
        var file = SpecFile.Load(spec);
        var types = ((JObject)file.At("#/components/schemas")).Properties().Select(type => (JObject)type.Value).ToList();
        var properties = types.SelectMany(type => ((JObject?)type["properties"])?.Properties() ?? []).Select(property => (JObject)file.Follow(property.Value));
        var operations = file.Operations.ToList();
        var parameters = operations.SelectMany(operation => file.Parameters((string)operation.Operation["operationId"]!));

        Assert.All(types.Concat(properties).Concat(parameters), described => Assert.False(string.IsNullOrWhiteSpace((string?)described["description"]), described.Path));
        Assert.All(operations, operation => Assert.False(string.IsNullOrWhiteSpace((string?)operation.Operation["summary"])));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_example_of_a_type_is_valid_for_it(string spec)
    {
        var file = SpecFile.Load(spec);
        foreach (var type in ((JObject)file.At("#/components/schemas")).Properties())
        {
            var properties = ((JObject?)type.Value["properties"])?.Properties().Where(property => property.Value["example"] is not null) ?? [];
            var body = new JObject(properties.Select(property => new JProperty(property.Name, property.Value["example"])));
            var example = type.Value["example"] ?? body;

            // A type's required members may have no example of their own; what there is has to fit.
            Assert.DoesNotContain(
                ComponentSchema.Of(file, type.Name).Check(example),
                violation => violation.Kind != NJsonSchema.Validation.ValidationErrorKind.PropertyRequired);
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Every_example_of_a_body_or_of_a_parameter_in_JSON_is_valid_for_it(string spec)
    {
        var file = SpecFile.Load(spec);
        var bodies = file.Root.Descendants().OfType<JProperty>().Where(property => property.Name == "application/json").Select(property => property.Value).ToList();

        foreach (var body in bodies)
        {
            var examples = ((JObject?)body["examples"])?.Properties().Select(example => example.Value["value"]!) ?? [];
            var all = body["example"] is { } example ? examples.Append(example) : examples;
            Assert.All(all, value => Assert.Empty(ComponentSchema.Of(file, body["schema"]!).Check(value)));
        }
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void Descriptions_of_values_name_values_that_exist(string spec)
    {
        var described = SpecFile.Load(spec).Root.Descendants().OfType<JObject>().Where(type => type["x-flowgen-enum-descriptions"] is not null).ToList();

        Assert.NotEmpty(described);
        Assert.All(described, type => Assert.Equal(
            (type["enum"] ?? type["x-flowgen-open-enum"])!.Select(value => (string?)value),
            ((JObject)type["x-flowgen-enum-descriptions"]!).Properties().Select(value => value.Name)));
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Placeholder();
}
