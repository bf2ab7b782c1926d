using System.Threading.RateLimiting;
using FlowGen.Resilience;
using FlowGen.Signing;
using FlowGen.Throttling;

namespace FlowGen.Http;

/// <summary>
/// Gets an attempt ready: first what its signature needs, then its permit. The other way round, a key that takes long to come would let the
/// request go out when its permit counts no more.
/// </summary>
internal sealed class AttemptPreparation(PermitSource permits, DeadlineSource deadlines, TimeProvider timeProvider)
{
    // What is late every time must not keep a call from being made.
    private const int MostPermits = 3;

    /// <summary>Waits for the signature's key and for a permit.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled it.</exception>
    internal ValueTask<PreparedAttempt> PrepareAsync(ApiOperation operation, IRequestSigner? signer, CancellationToken cancellationToken)
    {
        var preparing = KeyAsync(signer, cancellationToken);
        if (!preparing.IsCompletedSuccessfully)
        {
            return PrepareAsync(operation, signer, preparing, cancellationToken);
        }

        var key = preparing.Result;
        if (key.Error is not null)
        {
            return new(new PreparedAttempt(null, null, key.Error, key.Time));
        }

        var permit = permits.AcquireAsync(operation, cancellationToken);
        return permit.IsCompletedSuccessfully
            ? new(new PreparedAttempt(permit.Result, key.Signer, null, key.Time))
            : QueueAsync(operation, signer, key, permit, cancellationToken);
    }

    private async ValueTask<PreparedAttempt> PrepareAsync(
        ApiOperation operation,
        IRequestSigner? signer,
        ValueTask<Key> preparing,
        CancellationToken cancellationToken)
    {
        var key = await preparing.ConfigureAwait(false);
        return key.Error is null
            ? await QueueAsync(operation, signer, key, permits.AcquireAsync(operation, cancellationToken), cancellationToken).ConfigureAwait(false)
            : new(null, null, key.Error, key.Time);
    }

    private async ValueTask<PreparedAttempt> QueueAsync(
        ApiOperation operation,
        IRequestSigner? signer,
        Key key,
        ValueTask<RateLimitLease> acquiring,
        CancellationToken cancellationToken)
    {
        var isAtOnce = acquiring.IsCompleted;
        var permit = await acquiring.ConfigureAwait(false);
        var keyTime = key.Time;
        for (var permitCount = 1; !isAtOnce && permit.IsAcquired; permitCount++)
        {
            // The key may have run out while the call was queued. A permit that waited long, for the next key or on a machine that has too
            // much to do, is given back.
            var isKept = false;
            try
            {
                key = await KeyAsync(signer, cancellationToken).ConfigureAwait(false);
                keyTime += key.Time;
                isKept = key.Error is null && (permitCount == MostPermits || !permits.IsStale(operation, permit));
            }
            finally
            {
                if (!isKept)
                {
                    permit.Dispose();
                }
            }

            if (key.Error is not null)
            {
                return new(null, null, key.Error, keyTime);
            }

            if (isKept)
            {
                break;
            }

            permit = await permits.AcquireAsync(operation, cancellationToken).ConfigureAwait(false);
        }

        return new(permit, key.Signer, null, keyTime);
    }

    /// <summary>Waits for what the signature needs, as long as an attempt may take.</summary>
    private ValueTask<Key> KeyAsync(IRequestSigner? signer, CancellationToken cancellationToken)
    {
        if (signer is null)
        {
            return default;
        }

        var deadline = deadlines.Rent();
        try
        {
            var preparing = signer.PrepareAsync(deadline.Token);
            if (!preparing.IsCompletedSuccessfully)
            {
                return KeyAsync(preparing.AsTask(), deadline, cancellationToken);
            }

            deadlines.ReturnUnused(deadline);
            return new(new Key(preparing.Result));
        }
        catch (CredentialsUnavailableException exception)
        {
            deadlines.ReturnUnused(deadline);
            return new(new Key(null, AttemptSender.Unsigned(exception)));
        }
    }

    private async ValueTask<Key> KeyAsync(Task<IRequestSigner> preparing, CancellationTokenSource deadline, CancellationToken cancellationToken)
    {
        var since = timeProvider.GetTimestamp();
        using (deadline)
        using (cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline))
        {
            deadline.CancelAfter(deadlines.Timeout);
            try
            {
                // A source that does not listen to the token must not hold the call up.
                var signer = await preparing.WaitAsync(deadline.Token).ConfigureAwait(false);
                return new(signer, null, timeProvider.GetTimestamp() - since);
            }
            catch (CredentialsUnavailableException exception)
            {
                return new(null, AttemptSender.Unsigned(exception), timeProvider.GetTimestamp() - since);
            }
            catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(exception.Message, exception, cancellationToken);
            }
            catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
            {
                return new(null, Late(exception), timeProvider.GetTimestamp() - since);
            }
        }
    }

    private ApiError Late(OperationCanceledException exception) => new()
    {
        Category = ApiErrorCategory.Timeout,
        Message = FormattableString.Invariant($"The credentials gave no key within {deadlines.Timeout:c}; nothing was sent."),
        IsRetriable = true,
        Cause = exception,
    };

    // A key that was at hand took no time.
    private readonly record struct Key(IRequestSigner? Signer, ApiError? Error = null, long Time = 0);
}

/// <summary>An attempt that may be made, or the error that it ended in before.</summary>
/// <param name="Permit">The permit, which may be a refusal; <see langword="null"/> with an error.</param>
/// <param name="Signer">What signs it; <see langword="null"/> when nothing does.</param>
/// <param name="Error">Why the request cannot be signed. Nothing was sent, so that any call may be repeated.</param>
/// <param name="KeyTime">How long the signature's key was waited for, in timestamps.</param>
internal readonly record struct PreparedAttempt(RateLimitLease? Permit, IRequestSigner? Signer, ApiError? Error = null, long KeyTime = 0);
