using System.Collections.Immutable;
using System.Text;

namespace FlowGen.Sandbox.Serving;

/// <summary>The latest requests, oldest first. Safe for many threads.</summary>
internal sealed class RequestLog(SecretRedaction redaction, TimeProvider time)
{
    /// <summary>How many are kept: enough for a test, and a bound for a program that runs for weeks.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<SandboxRequest> _requests = new();
    private int _underWay;

    /// <summary>How many requests are being answered.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>Counts a request as under way until the result is disposed.</summary>
    public IDisposable Begin()
    {
        Interlocked.Increment(ref _underWay);
        return new End(this);
    }

    public void Add(ReceivedRequest request, SandboxAnswer answer)
    {
        SandboxRequest entry = new()
        {
            Time = time.GetUtcNow(),
            Provider = answer.Provider,
            Operation = answer.Operation,
            Method = request.Method,
            Path = redaction.Text(request.Path),
            Headers = request.HeaderNames.ToImmutableSortedDictionary(
                name => name, name => redaction.Header(name, request.Header(name).ToString()), StringComparer.OrdinalIgnoreCase),
            Parameters = request.Parameters
                .GroupBy(parameter => parameter.Key, StringComparer.Ordinal)
                .ToImmutableSortedDictionary(values => values.Key, values => redaction.Text(string.Join(',', values.Select(pair => pair.Value))), StringComparer.Ordinal),
            Body = redaction.Text(Encoding.UTF8.GetString(request.Body.Span[..Math.Min(request.Body.Length, SecretRedaction.LongestText + 1)])),
            Status = answer.Delivery == AnswerDelivery.Reset ? 0 : answer.Status,
            Code = answer.Code,
            Answer = answer.Delivery == AnswerDelivery.Reset ? "" : redaction.Text(answer.Body),
            Detail = answer.Detail,
            RequestId = answer.RequestId,
            IgnoredParameters = answer.IgnoredParameters,
            IsExecuted = answer.IsExecuted,
            Fault = answer.Fault,
            IsSandboxFault = answer.IsSandboxFault,
        };
        lock (_gate)
        {
            if (_requests.Count == Capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(entry);
        }
    }

    public IReadOnlyList<SandboxRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    private sealed class End(RequestLog log) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref log._underWay);
    }
}
