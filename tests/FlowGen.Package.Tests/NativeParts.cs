using System.Runtime.InteropServices;

namespace FlowGen.Package.Tests;

/// <summary>What the package holds with native code.</summary>
internal static class NativeParts
{
    public const string RuntimeIdentifier = "linux-x64";

    /// <summary>Why a test is left out elsewhere.</summary>
    public const string NotHere = "Packing compiles to native code on " + RuntimeIdentifier + " alone.";

    public static bool AreForThisMachine => RuntimeInformation.RuntimeIdentifier == RuntimeIdentifier;
}
