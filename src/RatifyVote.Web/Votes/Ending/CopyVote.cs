using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Votes.Sealing;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Ending;

/// <summary>Begins a new draft with the settings, contests, locals, delegates, rules and people of a void or published vote. New uuids, new rolls, a new
/// key ceremony, no schedule and no confirmations: nothing that was sealed is used again.</summary>
internal sealed class CopyVote(RatifyVoteDb db, TimeProvider clock)
{
    /// <summary>The new draft's id; null when the vote cannot be copied.</summary>
    public async Task<string?> RunAsync(string vote, Actor actor, CancellationToken ct)
    {
        if (await DraftView.ReadAsync(db, vote, ct) is not { } old || !old.Vote.Phase.Permits(VoteAction.CopyToDraft))
        {
            return null;
        }

        Vote from = old.Vote;
        DateTimeOffset now = clock.GetUtcNow();
        Vote copy = new()
        {
            Id = ElectionUuid.New(SystemRandom.Source), Union = from.Union, Title = from.Title, Kind = from.Kind, Practice = from.Practice, RecordDate = from.RecordDate,
            FlushEverySeconds = from.FlushEverySeconds, FlushNewCredentials = from.FlushNewCredentials, FlushSmallUnit = from.FlushSmallUnit,
            CanvassHours = from.CanvassHours, NoticeHours = from.NoticeHours, ProtestHours = from.ProtestHours,
            TrusteeThreshold = from.TrusteeThreshold, CertifiersRequired = from.CertifiersRequired, Help = from.Help, CopiedFrom = from.Id, CreatedAt = now,
        };
        db.Add(copy);
        foreach (DraftContest contest in old.Contests)
        {
            Contest c = contest.Contest;
            db.Add(new Contest
            {
                VoteId = copy.Id, Id = c.Id, Ordinal = c.Ordinal, AgreementId = c.AgreementId, Question = c.Question, Yes = c.Yes, No = c.No, MeansYes = c.MeansYes,
                MeansNo = c.MeansNo, Rules = c.Rules, DelegateTableName = c.DelegateTableName, DelegateTableSource = c.DelegateTableSource,
            });
            db.AddRange(contest.Units.Select(u => new ContestUnit
            {
                Uuid = ElectionUuid.New(SystemRandom.Source), VoteId = copy.Id, ContestId = c.Id, Local = u.Local, Name = u.Name, Delegates = u.Delegates,
            }));
        }
        db.AddRange(old.Trustees.Select(t => new VoteTrustee { VoteId = copy.Id, Owner = t.Owner, Account = t.Account, Name = t.Name }));
        db.AddRange(old.Certifiers.Select(p => new VoteCertifier { VoteId = copy.Id, Ordinal = p.Ordinal, Account = p.Account, Name = p.Name, Office = p.Office }));
        AuditTrail.Append(db, now, actor, new VoteCopied(copy.Id, from.Id));
        await db.SaveChangesAsync(ct);
        return copy.Id;
    }
}
