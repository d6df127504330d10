using Quartz;
using RatifyVote.Web.Scheduling.Jobs;

namespace RatifyVote.Web.Scheduling;

/// <summary>At start: every registered knock has a durable job and one repeating trigger; triggers of knocks that no longer exist are removed.</summary>
internal sealed class ScheduleKnocks(ISchedulerFactory factory, IEnumerable<Knock> knocks) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        IScheduler scheduler = await factory.GetScheduler(cancellationToken);
        foreach (Knock knock in knocks)
        {
            JobKey key = new(knock.Name, Knocker.Group);
            IJobDetail job = JobBuilder.Create<KnockJob>().WithIdentity(key).StoreDurably().Build();
            await scheduler.AddJob(job, new AddJobOptions { Replace = true }, cancellationToken);
            ITrigger trigger = TriggerBuilder.Create().WithIdentity(knock.Name, Knocker.Group).ForJob(key).StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(knock.Every).RepeatForever()
                    .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build();
            if (await scheduler.RescheduleJob(trigger.Key, trigger, cancellationToken) is null)
            {
                await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
            }
        }

        HashSet<string> known = [.. knocks.Select(knock => knock.Name)];
        foreach (JobKey stale in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Knocker.Group), cancellationToken))
        {
            if (!known.Contains(stale.Name))
            {
                await scheduler.DeleteJob(stale, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
