using System.Threading.Channels;
using RatifyVote.Web.Persistence;

namespace RatifyVote.Web.Booth.Casting;

/// <summary>The way of a ballot through the node (architecture, "Casting scales sideways"): looked up, its signature and proofs verified by worker threads, committed with others
/// in one transaction, answered after the commit. Every stage is bounded; what does not fit is told to try again, and nothing is accepted unchecked.</summary>
internal sealed partial class CastQueue(IServiceScopeFactory scopes, ILogger<CastQueue> logger) : BackgroundService
{
    private const int Waiting = 1024;
    private const int LookedUpTogether = 64;
    private const int VerifiedTogether = 32;
    private const int CommittedTogether = 256;

    private readonly Channel<PendingCast> arrived = Bounded(Waiting);
    private readonly Channel<PendingCast> unverified = Bounded(VerifiedTogether * 4);
    private readonly Channel<PendingCast> verified = Bounded(CommittedTogether * 2);

    /// <summary>Puts the ballot into the queue and waits for what becomes of it.</summary>
    public Task<CastOutcome> SubmitAsync(PendingCast cast)
    {
        if (!arrived.Writer.TryWrite(cast))
        {
            cast.Refuse(CastRefusal.TryAgainLater);
        }

        return cast.Outcome;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (int worker = 0; worker < Math.Max(1, Environment.ProcessorCount); worker++)
        {
            new Thread(() => VerifyLoop(stoppingToken)) { IsBackground = true, Name = $"verify ballots {worker}" }.Start();
        }

        await Task.WhenAll(
            InBatchesAsync(arrived.Reader, LookedUpTogether, LookUpAsync, stoppingToken),
            InBatchesAsync(verified.Reader, CommittedTogether, CommitAsync, stoppingToken));
    }

    private async Task LookUpAsync(IReadOnlyList<PendingCast> casts, IServiceProvider services, CancellationToken ct)
    {
        List<PendingCast> unknown = await services.GetRequiredService<LookUpBallots>().RunAsync(casts, ct);
        foreach (PendingCast cast in unknown)
        {
            await unverified.Writer.WriteAsync(cast, ct);
        }
    }

    private static Task CommitAsync(IReadOnlyList<PendingCast> casts, IServiceProvider services, CancellationToken ct) =>
        services.GetRequiredService<CommitBallots>().RunAsync(casts, ct);

    // A thread of its own: proofs are pure computation, and the pool's few threads have requests to answer.
    private void VerifyLoop(CancellationToken ct)
    {
        try
        {
            while (unverified.Reader.WaitToReadAsync(ct).AsTask().GetAwaiter().GetResult())
            {
                for (int taken = 0; taken < VerifiedTogether && unverified.Reader.TryRead(out PendingCast? cast); taken++)
                {
                    if (Judge(cast))
                    {
                        verified.Writer.WriteAsync(cast, ct).AsTask().GetAwaiter().GetResult();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; whoever waits for an answer gets none and posts the same bytes again.
        }
    }

    private bool Judge(PendingCast cast)
    {
        try
        {
            if (cast.Unit.JudgeProofs(cast.Ballot) is not { } refusal)
            {
                return true;
            }

            cast.Refuse(refusal);
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            LogFailed(logger, unexpected.GetType().Name);
            cast.Refuse(CastRefusal.TryAgainLater);
        }

        return false;
    }

    private async Task InBatchesAsync(
        ChannelReader<PendingCast> from, int most, Func<IReadOnlyList<PendingCast>, IServiceProvider, CancellationToken, Task> handle, CancellationToken ct)
    {
        List<PendingCast> batch = [];
        while (await from.WaitToReadAsync(ct))
        {
            batch.Clear();
            while (batch.Count < most && from.TryRead(out PendingCast? cast))
            {
                batch.Add(cast);
            }

            try
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                await handle(batch, scope.ServiceProvider, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                // Nothing of a failed batch was committed; the senders post the same bytes again. The exception's text may quote a row: only its type is logged.
                LogFailed(logger, failure.GetType().Name);
                batch.ForEach(cast => cast.Refuse(CastRefusal.TryAgainLater));
            }
        }
    }

    private static Channel<PendingCast> Bounded(int capacity) =>
        Channel.CreateBounded<PendingCast>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait });

    [LoggerMessage(7101, LogLevel.Error, "A batch of ballots could not be handled ({Failure}); its senders were asked to try again.")]
    private static partial void LogFailed(ILogger logger, string failure);
}
