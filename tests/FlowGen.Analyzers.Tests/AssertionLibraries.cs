namespace FlowGen.Analyzers.Tests;

/// <summary>The shapes of the common assertion libraries, without attributes, as several of them are.</summary>
internal static class AssertionLibraries
{
    public const string Source = """


        namespace Xunit
        {
            public static class Assert
            {
                public static void True(bool condition, string? message = null) { }
                public static void Fail(string message) { }
                public static void False(bool condition, string? message = null) { }
                public static void Null(object? value) { }
                public static void NotNull(object? value) { }
                public static T IsType<T>([System.Diagnostics.CodeAnalysis.NotNull] object? value) => value is T typed ? typed : throw new System.InvalidOperationException();
                public static void Equal<T>(T expected, T actual) { }
                public static void ThrowsAsync(System.Func<System.Threading.Tasks.Task> act) { }
            }
        }

        namespace NUnit
        {
            public interface IConstraint { }
            public sealed class NotExpression { public IConstraint Null => null!; }
            public static class Is
            {
                public static IConstraint True => null!;
                public static IConstraint Null => null!;
                public static NotExpression Not => null!;
            }

            public static class Assert
            {
                public static void That(bool condition) { }
                public static void That<T>(T value, IConstraint constraint) { }
            }
        }

        namespace MSTest
        {
            public static class Assert
            {
                public static void IsTrue(bool condition) { }
                public static void IsNull(object? value) { }
            }
        }

        public sealed class Assertions
        {
            public void BeTrue(string because = "") { }
            public void NotBeNull(string because = "") { }
        }

        public static class AssertionExtensions
        {
            public static void ShouldBeTrue(this bool value) { }
            public static void ShouldBeNull(this object? value) { }
            public static T ShouldNotBeNull<T>([System.Diagnostics.CodeAnalysis.NotNull] this T? value) => value ?? throw new System.InvalidOperationException();
            public static Assertions Should(this bool value) => new();
            public static Assertions Should(this object? value) => new();
        }
        """;
}
