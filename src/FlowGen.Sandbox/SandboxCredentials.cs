using System.Security.Cryptography;

namespace FlowGen.Sandbox;

/// <summary>Credentials that look like the vendors' and open nothing but one sandbox.</summary>
internal static class SandboxCredentials
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string LowerLettersAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";

    public static string AccessKeyId() => "LTAISandbox" + RandomNumberGenerator.GetString(LettersAndDigits, 13);

    public static string AccessKeySecret() => RandomNumberGenerator.GetString(LettersAndDigits, 30);

    public static string CustSpaceId() => "cams-" + RandomNumberGenerator.GetString(LowerLettersAndDigits, 10);

    public static string ApiKey() => "sandbox-" + RandomNumberGenerator.GetString(LettersAndDigits, 40);

    public static string Id() => Guid.NewGuid().ToString();
}
