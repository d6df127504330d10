using Quartz;

namespace RatifyVote.Web.Scheduling;

/// <summary>Asks for a knock at a certain moment, so that an opening does not wait for the next round. Only a hint: the repeating knock does the work
/// anyway if this one is lost. Does nothing on a node without a scheduler.</summary>
public sealed class Knocker(IServiceProvider services)
{
    internal const string Group = "knocks";

    public async Task AtAsync(string name, DateTimeOffset when, CancellationToken ct)
    {
        if (services.GetService<ISchedulerFactory>() is not { } factory)
        {
            return;
        }

        IScheduler scheduler = await factory.GetScheduler(ct);
        JobKey job = new(name, Group);
        if (await scheduler.GetJobDetail(job, ct) is null)
        {
            // Before the scheduler's first start there is nothing to hint to; the repeating knock begins with a call.
            return;
        }

        TriggerKey key = new($"{name}@{when.UtcTicks}", Group);
        ITrigger trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(job).StartAt(when)
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build();
        await scheduler.UnscheduleJob(key, ct);
        await scheduler.ScheduleJob(trigger, cancellationToken: ct);
    }
}
