using RatifyVote.Web.Votes.Drafting;

namespace RatifyVote.Web.Demo;

/// <summary>Calls use cases as requests do: each in a scope of its own. What a person would have to read as a refusal ends the demonstration here.</summary>
internal sealed class UseCases(IServiceScopeFactory scopes)
{
    public async Task<TResult> AskAsync<TUseCase, TResult>(Func<TUseCase, Task<TResult>> act) where TUseCase : notnull
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    public Task DoAsync<TUseCase>(Func<TUseCase, Task> act) where TUseCase : notnull => AskAsync<TUseCase, bool>(async use =>
    {
        await act(use);
        return true;
    });

    /// <summary>A use case whose outcome must be this one.</summary>
    public async Task<TWanted> MustAsync<TUseCase, TOutcome, TWanted>(Func<TUseCase, Task<TOutcome>> act) where TUseCase : notnull where TWanted : TOutcome =>
        await AskAsync(act) is TWanted wanted ? wanted : throw new InvalidOperationException($"The demonstration's {typeof(TUseCase).Name} was refused.");

    /// <summary>An edit of a draft; the draft's next revision.</summary>
    public async Task<int> EditAsync<TUseCase>(Func<TUseCase, Task<DraftOutcome>> edit) where TUseCase : notnull => await AskAsync(edit) switch
    {
        DraftOutcome.Done done => done.Revision,
        DraftOutcome.Refused refused => throw new InvalidOperationException($"The demonstration's {typeof(TUseCase).Name} was refused: {string.Join(", ", refused.Why)}."),
        _ => throw new InvalidOperationException("An edit has two outcomes."),
    };
}
