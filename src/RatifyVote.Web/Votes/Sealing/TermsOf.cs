using System.Collections.Immutable;
using RatifyVote.Domain;
using RatifyVote.Domain.Rules;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>terms.json of a complete draft. Pure: what it needs beside the draft is given.</summary>
internal static class TermsOf
{
    /// <param name="keys">Each certifier's passkeys, in the order of the certifiers.</param>
    public static Terms Draft(DraftView draft, RecordHash trustees, IReadOnlyList<ImmutableArray<string>> keys, string serviceKey, ImmutableArray<BundleFile> bundle)
    {
        Vote vote = draft.Vote;
        return new Terms(
            vote.Id, vote.Union, vote.Title, vote.Kind, vote.Practice, ["en"],
            [.. draft.Contests.Select(Contest)],
            vote.PlannedOpensAt!.Value, vote.PlannedClosesAt!.Value,
            new FlushTerms(vote.FlushEverySeconds, vote.FlushNewCredentials, vote.FlushSmallUnit),
            new PolicyTerms(PublicationRule.Counts, RevotesOf(draft), vote.CanvassHours, vote.NoticeHours, vote.ProtestHours),
            new TrusteesTerms(vote.TrusteeThreshold, draft.Trustees.Count, trustees, [.. draft.Trustees.Select(t => t.Name)]),
            new CertifiersTerms(vote.CertifiersRequired, [.. draft.Certifiers.Zip(keys, (c, own) => new CertifierTerms(IdOf(c), c.Name, c.Office, own))]),
            serviceKey, bundle);
    }

    /// <summary>The name by which journal, result and certificates know a certifier.</summary>
    public static string IdOf(VoteCertifier certifier) => $"certifier-{certifier.Ordinal}";

    /// <summary>All contests of a vote keep the same ballot; the blockers list sees to it.</summary>
    public static RevoteRule RevotesOf(DraftView draft) => draft.Contests[0].Rules!.BallotKept switch
    {
        BallotKept.Last => RevoteRule.Last,
        BallotKept.First => RevoteRule.First,
    };

    private static TermsContest Contest(DraftContest draft)
    {
        Contest c = draft.Contest;
        return new TermsContest(
            c.Id, c.AgreementId, c.Question, c.Yes, c.No, c.MeansYes, c.MeansNo, c.Rules,
            draft.Rules!.Assumed.Count == 0 ? [] : [.. draft.ConfirmedBy.Take(2)],
            new DelegateTable(c.DelegateTableName, c.DelegateTableSource),
            [.. draft.Units.Select(u => new TermsUnit(
                UnitKey.Of(new LocalNumber(u.Local)).Value, u.Local, u.Name, u.Uuid, u.Delegates ?? 0,
                RecordHash.TryParseHex(u.DossierHash, out RecordHash dossier) ? dossier : throw new InvalidOperationException($"Unit {u.Uuid} has no dossier."),
                u.DossierPublishedAt!.Value))]);
    }
}
