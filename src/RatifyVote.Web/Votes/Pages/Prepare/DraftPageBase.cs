using Microsoft.AspNetCore.Components;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Votes.Drafting;

namespace RatifyVote.Web.Votes.Pages.Prepare;

/// <summary>What every page on a draft does: find it or answer 404, and after a form say what came of it.</summary>
public abstract class DraftPageBase : ComponentBase
{
    [Parameter] public string Vote { get; set; } = "";

    [CascadingParameter] protected HttpContext Context { get; set; } = default!;

    [Inject] private protected DraftQuery Query { get; set; } = default!;

    [Inject] private protected NavigationManager Navigation { get; set; } = default!;

    [Inject] private protected Flash Said { get; set; } = default!;

    [Inject] private protected Words Words { get; set; } = default!;

    private protected DraftPage? Draft { get; private set; }

    /// <summary>Why the last form was not saved, in words.</summary>
    private protected List<string> Why { get; } = [];

    private protected Person Me => Person.Of(Context.User);

    protected sealed override async Task OnInitializedAsync()
    {
        Draft = await Query.ReadAsync(Vote, Context.RequestAborted);
        if (Draft is null || (EditOnly && !Draft.CanEdit))
        {
            Draft = null;
            Navigation.NotFound();
            return;
        }
        await FillAsync();
    }

    /// <summary>Only a draft that may still change has this page.</summary>
    private protected virtual bool EditOnly => true;

    /// <summary>Fills the form from the draft, when it was not posted.</summary>
    private protected virtual Task FillAsync() => Task.CompletedTask;

    private protected void Show(DraftOutcome outcome, string next, string said)
    {
        switch (outcome)
        {
            case DraftOutcome.Done:
                Said.Go(next, said);
                break;
            case DraftOutcome.Refused refused:
                Why.AddRange(refused.Why.Select(one => Words.Of(one)));
                break;
        }
    }

    /// <summary>Whether this request posts that form. A form can be posted only where it is rendered, so a page renders a posted form even when the
    /// vote has moved on meanwhile: the use case then says so in words.</summary>
    private protected bool Posted(string form) => Context.Request.HasFormContentType && Context.Request.Form["_handler"] == form;

    // Browsers send CR LF; records hold LF, so that the same words are the same bytes.
    private protected static string Plain(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
