using FlowGen.Errors;
using FlowGen.Http;

namespace FlowGen.Runtime.Tests.Errors;

/// <summary>Each rule has a category of its own, so that the category tells which rule won.</summary>
public sealed class ErrorClassifierTests
{
    private static readonly ApiErrorRule[] Rules =
    [
        new(null, 400, ApiErrorCategory.InvalidRequest, false),
        new("Throttling*", null, ApiErrorCategory.Throttled, true),
        new("Throttling.User*", null, ApiErrorCategory.Conflict, true),
        new("Throttling.User.Day", 429, ApiErrorCategory.NotSubscribed, false),
        new("Same", null, ApiErrorCategory.Transient, true),
        new("Same", 403, ApiErrorCategory.Forbidden, false),
        new("*", 500, ApiErrorCategory.NotFound, false),
    ];

    [Theory]
    [InlineData("Throttling", 400, ApiErrorCategory.Throttled, "a prefix wins over a status")]
    [InlineData("Throttling.Api", 503, ApiErrorCategory.Throttled, "a prefix fits whatever the status")]
    [InlineData("Throttling.User.Hour", 400, ApiErrorCategory.Conflict, "the longest prefix wins")]
    [InlineData("Throttling.User.Day", 400, ApiErrorCategory.NotSubscribed, "the whole code wins, though its status is another")]
    [InlineData("throttling.user.day", 429, ApiErrorCategory.NotSubscribed, "case does not matter")]
    [InlineData("Same", 403, ApiErrorCategory.Forbidden, "among equals the one with the answer's status wins")]
    [InlineData("Same", 404, ApiErrorCategory.Transient, "else the one without a status is as good, and comes first")]
    [InlineData("Other", 400, ApiErrorCategory.NotFound, "a star alone is a prefix of every code")]
    [InlineData(null, 400, ApiErrorCategory.InvalidRequest, "without a code a rule without one fits")]
    [InlineData(null, 404, ApiErrorCategory.NotFound, "without any rule the status decides")]
    public void The_most_specific_rule_wins(string? code, int status, ApiErrorCategory expected, string reason) =>
        Assert.True(expected == ErrorClassifier.Classify(Rules, code, status).Category, reason);
}
