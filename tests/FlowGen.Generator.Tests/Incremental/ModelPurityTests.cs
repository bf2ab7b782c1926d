using System.Collections;
using System.Reflection;
using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Emit;
using FlowGen.Generator.Model;
using FlowGen.Generator.Spec;

namespace FlowGen.Generator.Tests.Incremental;

/// <summary>What flows through the pipeline is plain, immutable, comparable data.</summary>
public class ModelPurityTests
{
    private static readonly Type[] Roots =
        [typeof(SpecInput), typeof(SpecResult), typeof(ApiModel), typeof(ProjectClients), typeof(SpecDiagnostic), .. Derived(typeof(SourceUnit))];

    /// <summary>Edits that change what is generated, one for each kind of thing in the model.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "\"CamsClient\"", "\"OtherClient\"" },
        { "\"FlowGen.Cams\"", "\"FlowGen.Other\"" },
        { "\"provider\": \"alibaba-cams\"", "\"provider\": \"other\"" },
        { "\"version\": \"2020-06-06\",\n    \"x-flowgen-note\"", "\"version\": \"2021-06-06\",\n    \"x-flowgen-note\"" },
        { "https://cams.ap-southeast-1.aliyuncs.com", "https://cams.example" },
        { "\"x-flowgen-region\": \"ap-southeast-1\"", "\"x-flowgen-region\": \"ap-southeast-2\"" },
        { "\"success\": [\"OK\"]", "\"success\": [\"OK\", \"200\"]" },
        { "\"absent\": [\"None\", \"无\"]", "\"absent\": []" },
        { "\"permits\": 5", "\"permits\": 6" },
        { "\"windowMilliseconds\": 1000", "\"windowMilliseconds\": 1001" },
        { "\"scope\": \"account\"", "\"scope\": \"key\"" },
        { "\"code\": \"Throttling.System\", \"status\": 429", "\"code\": \"Throttling.System\", \"status\": 430" },
        { "\"header\": \"x-acs-retry-after\"", "\"header\": \"x-retry-after\"" },
        { "\"operationId\": \"GetFlow\"", "\"operationId\": \"ReadFlow\"" },
        { "\"x-flowgen-name\": \"GetFlowJsonAsset\",", "\"x-flowgen-name\": \"GetAsset\"," },
        { "\"x-flowgen-idempotent\": true", "\"x-flowgen-idempotent\": false" },
        { "\"required\": true", "\"required\": false" },
        { "\"x-flowgen-format\": \"unix-ms\",", "" },
        { "\"JSONVersion\"", "\"JsonVersion\"" },
        { "\"FlowDetails\": {", "\"FlowDetails\": { \"required\": [\"FlowId\"]," },
        { "\"DRAFT\", ", "" },
        { "Can still be edited and deleted.", "Can be edited." },
        { "\"example\": \"flow_001\"", "\"example\": \"flow_002\"" },
    };

    [Fact]
    public void No_type_of_the_model_can_hold_anything_of_the_compiler()
    {
        foreach (var type in ReachableTypes())
        {
            Assert.False(type.FullName!.StartsWith("Microsoft.", StringComparison.Ordinal), type + " is reachable from the model.");
            Assert.False(type == typeof(object) || type.IsInterface, type + " could hold anything.");
        }
    }

    [Fact]
    public void No_type_of_the_model_can_change()
    {
        foreach (var type in ReachableTypes())
        {
            foreach (var field in Fields(type))
            {
                Assert.True(field.IsInitOnly, $"{type}.{field.Name} can be set.");
                Assert.False(typeof(IList).IsAssignableFrom(field.FieldType) && !field.FieldType.IsArray, $"{type}.{field.Name} is a list that can change.");

                // The one array is behind EquatableArray, which hands out no reference to it.
                Assert.True(!field.FieldType.IsArray || type.Name == "EquatableArray`1", $"{type}.{field.Name} is an array.");
            }
        }
    }

    [Fact]
    public void Every_type_of_the_model_compares_by_its_content()
    {
        foreach (var type in ReachableTypes())
        {
            Assert.True(
                type.IsEnum || type.IsPrimitive || type == typeof(string) || typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type),
                type + " is not equatable.");
        }
    }

    [Fact]
    public void No_position_is_reachable_from_what_is_emitted() => Assert.DoesNotContain(
        ReachableTypes([typeof(ApiModel), .. Derived(typeof(SourceUnit))]),
        static type => type == typeof(SpecDiagnostic) || type.Namespace == typeof(SpecParser).Namespace);

    [Fact]
    public void Models_of_equal_specs_are_equal_and_share_nothing()
    {
        var first = SpecText.Cams.Parse();
        var second = SpecText.Cams.WithText(new string(SpecText.Cams.Text)).Parse();

        Assert.NotSame(first.Model, second.Model);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Models_of_specs_that_differ_in_what_is_generated_differ(string before, string after)
    {
        var changed = SpecText.Cams.With(before, after).Parse();

        Assert.NotNull(changed.Model);
        Assert.NotEqual(SpecText.Cams.Parse().Model, changed.Model);
    }

    private static IEnumerable<Type> Derived(Type type) => type.Assembly.GetTypes().Where(candidate => candidate.BaseType == type);

    private static HashSet<Type> ReachableTypes(IEnumerable<Type>? roots = null)
    {
        var found = new HashSet<Type>();
        var pending = new Queue<Type>(roots ?? Roots);
        while (pending.TryDequeue(out var type))
        {
            var element = type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;
            if (!found.Add(element) || element.IsPrimitive || element == typeof(string))
            {
                continue;
            }

            foreach (var field in Fields(element))
            {
                pending.Enqueue(field.FieldType);
            }
        }

        return found;
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var current = type; current is not null && !current.IsEnum && !current.IsPrimitive && current != typeof(string); current = current.BaseType)
        {
            foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }
}
