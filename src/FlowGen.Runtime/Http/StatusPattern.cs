using System.Globalization;

namespace FlowGen.Http;

/// <summary>HTTP statuses as OpenAPI writes them (Responses Object): <c>422</c>, <c>4XX</c>, <c>default</c>.</summary>
internal static class StatusPattern
{
    /// <summary>The rank of the status itself.</summary>
    internal const int Exact = 3;

    /// <summary>How exactly <paramref name="written"/> names a status: 3 for the status itself, 2 for its range, 1 for the default of failures, 0 for not at all.</summary>
    internal static int Rank(string written, int status)
    {
        if (written == "default")
        {
            return status is >= 200 and <= 299 ? 0 : 1;
        }

        if (written.Length == 3 && written[1] is 'X' or 'x' && written[2] is 'X' or 'x')
        {
            return written[0] - '0' == status / 100 ? 2 : 0;
        }

        return int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var exact) && exact == status ? Exact : 0;
    }
}
