using RatifyVote.Domain.Outcomes;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Agreements.Content;

namespace RatifyVote.Web.Demo;

/// <summary>What a local publishes about a tentative agreement; invented.</summary>
internal static class DemoDossier
{
    public static DossierContent Of(UnitCounts unit) => DossierContent.Empty with
    {
        Summary = $"**Invented for a demonstration.** The bargaining committee of {unit.Unit.Label} reached this tentative agreement after eleven days at the table. Read what changes for you before you vote.",
        Term = "Three years, 1 August to 31 July.",
        Covers = $"Everybody who works under the agreement in the jurisdiction of {unit.Unit.Label}, {unit.Name}.",
        Recommendation = "The bargaining committee recommends a Yes vote, 14 to 3.",
        Minority = "Three members of the committee: the rest periods do not go far enough, and nothing was won on streaming residuals. They recommend a No vote.",
        Meetings = "Town halls on three evenings before the vote opens.",
        Questions = "Is a No vote a strike? No: a strike needs a vote of its own.",
        Contact = "nobody: this is a demonstration",
        Issues =
        [
            new("Wages", "The scale of the last agreement.", "7%, 4% and 3.5%, each on 1 August.", "Every classification.", "1 August", "Article 5", IssueStatus.Gain),
            new("Rest between days", "Nine hours.", "Ten hours, and twelve after a fifth day of fourteen hours.", "Everybody on productions with long days.", "1 August", "Article 20", IssueStatus.Gain),
            new("Meal penalties", "As now.", "As now.", "Nobody.", "", "Article 20", IssueStatus.Held),
            new("Pension and health", "400 qualifying hours.", "400 qualifying hours, and 60 cents more an hour from the employer.", "Everybody in the plans.", "1 August", "Article 13", IssueStatus.Gain),
            new("Streaming residuals", "None below the subscriber threshold.", "None below the subscriber threshold.", "Nobody.", "", "Article 28", IssueStatus.NotAchieved),
        ],
    };
}
