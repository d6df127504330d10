using Quartz;

namespace RatifyVote.Web.Scheduling.Jobs;

/// <summary>The only kind of job: knocks at the use case its key names. May run twice after a crash, which every use case allows.</summary>
[DisallowConcurrentExecution]
internal sealed class KnockJob(RunKnock runKnock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await runKnock.RunAsync(context.JobDetail.Key.Name, cancellationToken);
}
