namespace RatifyVote.Web.Scheduling;

/// <summary>A use case that the scheduler calls again and again. The use case finds out by itself whether anything is due, may run twice, late or on
/// two nodes, and states the lock it takes.</summary>
internal sealed record Knock(string Name, TimeSpan Every, Func<IServiceProvider, CancellationToken, Task> RunAsync);

/// <summary>Something that will happen: shown on the page of what ran and what is due. Names no member.</summary>
public sealed record DueItem(string What, DateTimeOffset At);

internal sealed record DueList(Func<IServiceProvider, CancellationToken, Task<IReadOnlyList<DueItem>>> ReadAsync);

public static class Knocks
{
    /// <summary>Has the scheduler call <paramref name="run"/> on a fresh <typeparamref name="TUseCase"/> every <paramref name="every"/>, and at start.
    /// <code>services.AddKnock&lt;CloseDueVotes&gt;("close-votes", TimeSpan.FromSeconds(5), (useCase, ct) => useCase.RunAsync(Actor.Scheduler, ct));</code></summary>
    public static IServiceCollection AddKnock<TUseCase>(this IServiceCollection services, string name, TimeSpan every, Func<TUseCase, CancellationToken, Task> run) where TUseCase : class =>
        services.AddSingleton(new Knock(name, every, (scope, ct) => run(scope.GetRequiredService<TUseCase>(), ct)));

    /// <summary>Adds a slice's list of what is due.</summary>
    public static IServiceCollection AddDueList<TQuery>(this IServiceCollection services, Func<TQuery, CancellationToken, Task<IReadOnlyList<DueItem>>> read) where TQuery : class =>
        services.AddSingleton(new DueList((scope, ct) => read(scope.GetRequiredService<TQuery>(), ct)));
}
