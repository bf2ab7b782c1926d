using FsCheck;
using FsCheck.Fluent;

namespace FlowGen.Runtime.Tests.Throttling;

/// <summary>A call of a made-up load. Times are in milliseconds; the window has a hundred.</summary>
/// <param name="After">How long after the one before it is made.</param>
/// <param name="Counted">How long after its sending the provider counts it.</param>
/// <param name="Answered">How long after that the answer comes.</param>
/// <param name="Patience">How long its caller waits for a permit; <see langword="null"/> for ever.</param>
public sealed record LoadedCall(int After, int Counted, int Answered, int? Patience)
{
    /// <summary>
    /// Calls in bursts and with pauses; networks that are fast or slow, up to a window to the provider, and answers that take up to three; callers that give
    /// up.
    /// </summary>
    public static Arbitrary<LoadedCall[]> AnyLoad { get; } = Gen.ArrayOf(
        from after in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Choose(1, 40)), (1, Gen.Choose(100, 400)))
        from counted in Gen.Frequency((3, Gen.Choose(0, 5)), (1, Gen.Choose(0, 99)))
        from answered in Gen.Frequency((3, Gen.Choose(0, 5)), (1, Gen.Choose(0, 300)))
        from patience in Gen.Frequency((4, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 200).Select(static wait => (int?)wait)))
        select new LoadedCall(after, counted, answered, patience)).ToArbitrary();
}
