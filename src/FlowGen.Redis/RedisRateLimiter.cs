using System.Threading.RateLimiting;
using FlowGen.Throttling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace FlowGen.Redis;

/// <summary>
/// Keeps one quota together with every other process that names the same one on the same Redis: in no window of time, wherever it begins,
/// does the provider count more than the permitted calls of them all. Callers of one process are served first come, first served, and
/// processes in turn.
/// </summary>
/// <remarks>
/// <para>
/// Each permit is given by one script, by Redis' clock. As the provider counts a call at some moment between its sending and its answer, a
/// permit is in use from when it is given until one window after its lease is disposed; one that nobody disposes, two windows and
/// <see cref="RedisQuotaOptions.CommandTimeout"/>. No key stays longer than what it says is true.
/// </para>
/// <para>
/// When Redis is away, callers wait until nothing counts any more that it may have given, two windows and the timeout, but no more than two
/// minutes; then the process gives permits out of its own share (<see cref="RedisQuotaOptions.ExpectedProcesses"/>). When Redis is back, it is told of them,
/// and for ten seconds both have to agree, in which the other processes find it too. A Redis that was just started gives nothing for as
/// long as it may have forgotten, and neither does one that took over from another. Where only some processes cannot reach Redis, their shares come on top of what the others do. Setting
/// Redis' clock forward, or deleting its keys, makes it forget what is in use.
/// </para>
/// </remarks>
public sealed class RedisRateLimiter : RateLimiter, IPausableRateLimiter
{
    // A reply to more would keep Redis busy for others.
    private const int MostAtOnce = 100;

    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(250);

    // The oldest supported client tries to connect every five seconds.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly RedisQuota _quota;
    private readonly string _name;
    private readonly int _permitLimit;
    private readonly TimeSpan _window;
    private readonly int _queueLimit;
    private readonly LocalShare? _share;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _disposal = new();
    private readonly LinkedList<PermitRequest> _queue = [];

    private Standing _standing = Standing.Shared;
    private OwnShare? _ownShare;
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isPumping;
    private bool _isDisposed;
    private int _queued;
    private int _free;
    private int _unanswered;
    private long _idleSince;
    private long _settledAt;
    private long _pausedUntil;
    private long _granted;
    private long _refused;
    private long _requests;

    /// <summary>Makes a limiter.</summary>
    /// <param name="redis">The connection, which stays the caller's.</param>
    /// <param name="quota">The quota's name, the same in every process that shares it. Not empty, without braces.</param>
    /// <param name="permitLimit">Calls permitted in any window, at least 1.</param>
    /// <param name="window">The window's length: more than zero, at most a day.</param>
    /// <param name="queueLimit">Permits that may be waited for in this process; a request beyond gets a lease that is not acquired. At least 1.</param>
    /// <param name="options">How the quota is kept.</param>
    /// <param name="timeProvider">The clock for what this process decides alone. Default: the system's.</param>
    /// <exception cref="ArgumentException">An argument or an option is out of its range.</exception>
    public RedisRateLimiter(
        IConnectionMultiplexer redis,
        string quota,
        int permitLimit,
        TimeSpan window,
        int queueLimit,
        RedisQuotaOptions options,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(redis);
        ArgumentNullException.ThrowIfNull(options);
        RedisKeys.CheckName(quota, nameof(quota));
        ArgumentOutOfRangeException.ThrowIfLessThan(permitLimit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(queueLimit, 1);
        options.Check();
        _name = quota;
        _permitLimit = permitLimit;
        _window = window;
        _queueLimit = queueLimit;
        _share = LocalShare.Of(permitLimit, window, options.ExpectedProcesses);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<RedisRateLimiter>();
        _quota = new(redis.GetDatabase(options.Database), new(options.KeyPrefix, quota), permitLimit, window, options.CommandTimeout, _timeProvider);
        _free = permitLimit;
        _idleSince = _pausedUntil = _timeProvider.GetTimestamp();
    }

    /// <summary>Whether Redis is away, so that the quota is kept by this process's share.</summary>
    public bool IsDegraded
    {
        get
        {
            lock (_lock)
            {
                return _standing is Standing.Away or Standing.Returning;
            }
        }
    }

    /// <summary>For how long nobody here has waited or had a call under way; <see langword="null"/> while one does.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count == 0 && _unanswered == 0 ? _timeProvider.GetElapsedTime(_idleSince) : null;
            }
        }
    }

    /// <summary>What happened in this process; the available permits are those that Redis last told of.</summary>
    public override RateLimiterStatistics GetStatistics()
    {
        lock (_lock)
        {
            return new()
            {
                CurrentAvailablePermits = Math.Max(_standing == Standing.Away ? _ownShare!.Available : _free, 0),
                CurrentQueuedCount = _queued,
                TotalSuccessfulLeases = _granted,
                TotalFailedLeases = _refused,
            };
        }
    }

    /// <summary>Gives nobody a permit for so long, in no process. A pause that is already longer stays.</summary>
    /// <param name="delay">Zero to a day.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is out of its range.</exception>
    public void PauseFor(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(delay, LongestPause);
        lock (_lock)
        {
            _pausedUntil = Math.Max(_pausedUntil, _timeProvider.GetTimestamp() + Timestamps(delay));
            _ownShare?.PauseFor(delay);
        }

        _ = TellAsync(() => _quota.PauseAsync(delay));
    }

    /// <summary>How long ago permits were given.</summary>
    internal TimeSpan AgeOf(SharedLease lease) => _timeProvider.GetElapsedTime(lease.GivenAt);

    /// <summary>The calls' answer has come: from now on one window counts.</summary>
    internal void OnAnswer(SharedLease lease)
    {
        lock (_lock)
        {
            lease.AnsweredAt = _timeProvider.GetTimestamp();
            _unanswered--;
            _idleSince = lease.AnsweredAt.Value;
        }

        _ = TellAsync(() => _quota.AnswerAsync(lease.Permits));
    }

    /// <summary>The caller waits no longer.</summary>
    internal void OnCancelled(PermitRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // It may have been given its permit a moment ago; then it keeps it.
            if (request.Node.List is null)
            {
                return;
            }

            Remove(request);
            request.Cancel(cancellationToken);
            if (_queue.Count == 0)
            {
                Wake();
            }
        }
    }

    /// <summary>Gives no permit: Redis has to be asked, which takes time. Use <see cref="RateLimiter.AcquireAsync"/>.</summary>
    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, _permitLimit);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return RefusedLease.Instance;
        }
    }

    /// <inheritdoc/>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(permitCount, _permitLimit);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<RateLimitLease>(cancellationToken);
        }

        PermitRequest request;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (Math.Max(permitCount, 1) > _queueLimit - _queued)
            {
                _refused++;
                return new(RefusedLease.Instance);
            }

            // Asking for none takes one: only whoever has it knows that there was one.
            request = new(this, _quota.NameOf(++_requests), Math.Max(permitCount, 1));
            _queue.AddLast(request.Node);
            _queued += request.PermitCount;
            if (!_isPumping)
            {
                _isPumping = true;
                _ = Task.Run(PumpAsync, CancellationToken.None);
            }
        }

        return new(request.WaitAsync(cancellationToken));
    }

    /// <summary>Whoever still waits gets a lease that is not acquired.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_lock)
            {
                if (!_isDisposed)
                {
                    _isDisposed = true;
                    RefuseWaiters(static request => request.Complete(RefusedLease.Instance));
                    _ownShare?.Dispose();
                    if (_standing is Standing.Away or Standing.Returning)
                    {
                        RedisTelemetry.Degraded.Add(-1);
                    }

                    _disposal.Cancel();
                    Wake();
                }
            }
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        return base.DisposeAsyncCore();
    }

    // Serves the queue, one question after the other, as long as somebody waits.
    private async Task PumpAsync()
    {
        var mayBeInLine = false;
        while (true)
        {
            PermitRequest[] requests;
            Standing standing;
            Task wake;
            lock (_lock)
            {
                requests = [.. _queue.Take(MostAtOnce)];
                if (requests.Length == 0 && !mayBeInLine)
                {
                    _isPumping = false;
                    return;
                }

                standing = _standing = _standing == Standing.Settling && _timeProvider.GetTimestamp() >= _settledAt ? Settled() : _standing;
                wake = _wake.Task;
            }

            try
            {
                if (requests.Length == 0)
                {
                    mayBeInLine = false;
                    await TellAsync(_quota.LeaveAsync).ConfigureAwait(false);
                    continue;
                }

                var wait = standing switch
                {
                    Standing.Away => GiveOwn(requests),
                    Standing.Returning => Timeout.InfiniteTimeSpan,
                    _ => await AskAsync(requests, standing).ConfigureAwait(false),
                };
                mayBeInLine = standing is Standing.Shared or Standing.Settling;
                await SleepAsync(wait, wake).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // A fault of the program: those who wait get it, and nobody waits for ever.
                lock (_lock)
                {
                    _isPumping = false;
                    RefuseWaiters(request => request.Fail(exception));
                }

                return;
            }
        }
    }

    private async Task<TimeSpan> AskAsync(PermitRequest[] requests, Standing standing)
    {
        if (standing == Standing.Settling)
        {
            requests = WithinShare(requests);
            if (requests.Length == 0)
            {
                return _window / 20;
            }
        }

        QuotaAnswer answer;
        try
        {
            answer = await _quota.AcquireAsync(requests).ConfigureAwait(false);
        }
        catch (Exception exception) when (RedisFault.Is(exception))
        {
            OnFault(exception);
            return TimeSpan.Zero;
        }

        var unused = new List<string>();
        lock (_lock)
        {
            _free = answer.Free;
            foreach (var request in requests.AsSpan(0, answer.Granted))
            {
                RateLimitLease? own = null;
                var isWanted = request.Node.List is not null;
                if (isWanted && standing == Standing.Settling)
                {
                    own = _ownShare?.TryTake(request.PermitCount, out _);
                    isWanted = own is not null;
                }

                if (isWanted)
                {
                    Give(request, own);
                }
                else
                {
                    unused.AddRange(request.PermitNames);
                }
            }
        }

        if (unused.Count > 0)
        {
            await TellAsync(() => _quota.ReturnAsync(unused)).ConfigureAwait(false);
        }

        return answer.Wait;
    }

    // Those first ones that the own share has room for too.
    private PermitRequest[] WithinShare(PermitRequest[] requests)
    {
        lock (_lock)
        {
            var left = _ownShare?.Available ?? 0;
            return [.. requests.TakeWhile(request => (left -= request.PermitCount) >= 0)];
        }
    }

    private TimeSpan GiveOwn(PermitRequest[] requests)
    {
        lock (_lock)
        {
            foreach (var request in requests)
            {
                if (_standing != Standing.Away || _ownShare is null)
                {
                    return TimeSpan.Zero;
                }

                if (request.Node.List is not null)
                {
                    if (_ownShare.TryGive(request.PermitCount, out var wait) is not { } own)
                    {
                        return wait;
                    }

                    _ownShare.Remember(Give(request, own));
                }
            }

            return TimeSpan.Zero;
        }
    }

    private SharedLease Give(PermitRequest request, RateLimitLease? own)
    {
        Remove(request);
        var lease = new SharedLease(this, request.PermitNames, own, _timeProvider.GetTimestamp());
        _granted++;
        _unanswered++;
        request.Complete(lease);
        return lease;
    }

    // Redis is away: from now on the own share counts, as soon as nothing else does any more.
    private void OnFault(Exception exception)
    {
        OwnShare ownShare;
        lock (_lock)
        {
            if (_isDisposed || _standing is Standing.Away or Standing.Returning)
            {
                return;
            }

            _standing = Standing.Away;
            _ownShare?.Dispose();
            _ownShare = ownShare = new(_share, _quota.Trial, _timeProvider);
            var pause = PauseLeft();
            if (pause > TimeSpan.Zero)
            {
                _ownShare.PauseFor(pause);
            }

            Wake();
        }

        RedisTelemetry.Degraded.Add(1);
        RedisLog.Away(
            _logger,
            _name,
            ownShare.OpensIn,
            _share is { } share ? FormattableString.Invariant($"{share.Permits} in {share.Window}") : "none, as it would be less than a call a day",
            exception);
        _ = Task.Run(ProbeAsync, CancellationToken.None);
    }

    private async Task ProbeAsync()
    {
        while (!_disposal.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(BetweenProbes, _timeProvider, _disposal.Token).ConfigureAwait(false);
                await _quota.PingAsync().ConfigureAwait(false);
                await ReturnAsync().ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (RedisFault.Is(exception))
            {
                // Not yet. It is said once, when it goes away, not four times a second.
                lock (_lock)
                {
                    _standing = _standing == Standing.Returning ? Standing.Away : _standing;
                    Wake();
                }
            }
        }
    }

    // While Redis is told of what was given without it, nothing more is given without it.
    private async Task ReturnAsync()
    {
        IReadOnlyList<KeyValuePair<string, TimeSpan>> inUse;
        TimeSpan pause;
        lock (_lock)
        {
            _standing = Standing.Returning;
            inUse = _ownShare!.StillInUse(_window);
            pause = PauseLeft();
        }

        await _quota.ResumeAsync(inUse).ConfigureAwait(false);
        if (pause > TimeSpan.Zero)
        {
            await _quota.PauseAsync(pause).ConfigureAwait(false);
        }

        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _standing = Standing.Settling;
            _settledAt = _timeProvider.GetTimestamp() + Timestamps(Settling);
            Wake();
        }

        RedisTelemetry.Degraded.Add(-1);
        RedisLog.Back(_logger, _name);
    }

    private Standing Settled()
    {
        _ownShare?.Dispose();
        _ownShare = null;
        return Standing.Shared;
    }

    // What Redis does not hear of it finds out by itself, a little later.
    private async Task TellAsync(Func<Task> tell)
    {
        lock (_lock)
        {
            if (_standing is Standing.Away or Standing.Returning)
            {
                return;
            }
        }

        try
        {
            await tell().ConfigureAwait(false);
        }
        catch (Exception exception) when (RedisFault.Is(exception))
        {
            OnFault(exception);
        }
    }

    private async Task SleepAsync(TimeSpan time, Task wake)
    {
        if (time == TimeSpan.Zero)
        {
            return;
        }

        // Rounded up: a timer that counts whole milliseconds would fire a little too early, again and again.
        var delay = time == Timeout.InfiniteTimeSpan ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds));
        using var waking = new CancellationTokenSource();
        await Task.WhenAny(Task.Delay(delay, _timeProvider, waking.Token), wake).ConfigureAwait(false);
        await waking.CancelAsync().ConfigureAwait(false);
    }

    private void Wake()
    {
        _wake.TrySetResult();
        _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private void RefuseWaiters(Action<PermitRequest> refuse)
    {
        while (_queue.First is { } first)
        {
            Remove(first.Value);
            _refused++;
            refuse(first.Value);
        }
    }

    private void Remove(PermitRequest request)
    {
        _queue.Remove(request.Node);
        _queued -= request.PermitCount;
        _idleSince = _timeProvider.GetTimestamp();
    }

    private TimeSpan PauseLeft() => _timeProvider.GetElapsedTime(_timeProvider.GetTimestamp(), _pausedUntil);

    private long Timestamps(TimeSpan span) => (long)Math.Ceiling(span.TotalSeconds * _timeProvider.TimestampFrequency);

    /// <summary>Who decides on permits.</summary>
    private enum Standing
    {
        /// <summary>Redis.</summary>
        Shared,

        /// <summary>The own share: Redis is away.</summary>
        Away,

        /// <summary>Nobody: Redis is being told what was given without it.</summary>
        Returning,

        /// <summary>Redis and the own share together.</summary>
        Settling,
    }
}
