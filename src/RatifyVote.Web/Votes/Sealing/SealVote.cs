using System.Collections.Immutable;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain;
using RatifyVote.Domain.Rules;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Agreements;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Booth;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Trustees;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>Does the seal that two people approved. Steps, each stored before the next and each repeatable: roll and dossier of every unit;
/// terms.json; of every unit the credentials (derived again the same), the election record and the board's Setup; vote.json; the journal's
/// Sealed entry; the phase. Killed anywhere, the next call goes on; nothing is public before the last step.</summary>
internal sealed class SealVote(
    RatifyVoteDb db, FreezeRoll freeze, Dossiers dossiers, TrusteeCeremonies ceremonies, CertifierKeys certifierKeys, BoothBundle bundle,
    Keydir keydir, Board board, Journal journal, VoteLife life)
{
    /// <summary>False when there is nothing to do: no approved seal, or it is done.</summary>
    /// <exception cref="InvalidOperationException">What the terms need was lost between the approval and now; the draft must be made anew.</exception>
    public async Task<bool> RunAsync(string vote, CancellationToken ct)
    {
        if (await DraftView.ReadAsync(db, vote, ct) is not { Vote: { Phase: VotePhase.Draft, SealStarted: true } } draft)
        {
            return false;
        }

        foreach ((DraftContest contest, ContestUnit unit) in draft.Units)
        {
            await FixDossierAsync(contest.Contest.AgreementId, unit, ct);
            await freeze.RunAsync(unit.Uuid, contest.Rules!.Roll, draft.Vote.RecordDate!.Value, ct);
            Failpoint.Hit("seal.after-roll");
        }
        byte[] trusteesRecord = await FixTermsAsync(vote, ct);
        Failpoint.Hit("seal.after-terms");

        draft = (await DraftView.ReadAsync(db, vote, ct))!;
        RecordHash terms = RecordHash.Of(draft.Vote.TermsRecord);
        VerifiedTrustees trustees = Verified(trusteesRecord, vote);
        ImmutableArray<VoteUnit>.Builder units = ImmutableArray.CreateBuilder<VoteUnit>();
        foreach ((DraftContest contest, ContestUnit unit) in draft.Units)
        {
            units.Add(await SetUpUnitAsync(draft, contest, unit, units.Count, trusteesRecord, trustees, terms, ct));
            Failpoint.Hit("seal.after-unit");
        }

        VoteRecord record = new(vote, terms, units.ToImmutable());
        byte[] written = record.Write();
        await db.Set<Vote>().Where(v => v.Id == vote).ExecuteUpdateAsync(set => set.SetProperty(v => v.VoteRecord, written), ct);
        Failpoint.Hit("seal.after-vote-record");
        await journal.AppendOnceAsync(vote, "", new JournalData.Sealed(terms, record.Hash()), ct);
        Failpoint.Hit("seal.after-journal");
        return await life.TryAdvanceAsync(vote, VotePhase.Draft, VotePhase.Sealed, Actor.Scheduler, ct);
    }

    // The version that is published now; once stored it stays, whatever is published later.
    private async Task FixDossierAsync(string agreement, ContestUnit unit, CancellationToken ct)
    {
        if (unit.DossierHash.Length > 0)
        {
            return;
        }
        DossierState state = await dossiers.StateOfAsync(new LocalNumber(unit.Local), agreement, ct);
        if (!state.IsPublished)
        {
            throw new InvalidOperationException($"The dossier of local {unit.Local} is not published.");
        }
        await db.Set<ContestUnit>().Where(u => u.Uuid == unit.Uuid && u.DossierHash == "").ExecuteUpdateAsync(
            set => set.SetProperty(u => u.DossierHash, state.Hash).SetProperty(u => u.DossierPublishedAt, state.PublishedAt), ct);
    }

    private async Task<byte[]> FixTermsAsync(string vote, CancellationToken ct)
    {
        DraftView draft = (await DraftView.ReadAsync(db, vote, ct))!;
        if (draft.Vote is { TermsRecord: not null, TrusteesRecord: { } sealedTrustees })
        {
            return sealedTrustees;
        }

        byte[] trustees = (await ceremonies.OfAsync(vote, ct))?.TrusteesRecord ?? throw new InvalidOperationException($"Vote {vote} has no trustees' key.");
        List<ImmutableArray<string>> keys = [];
        foreach (VoteCertifier certifier in draft.Certifiers)
        {
            keys.Add(await certifierKeys.OfAsync(certifier.Account, ct));
        }
        byte[] terms = TermsOf.Draft(draft, RecordHash.Of(trustees), keys, Base64Text.Encode(keydir.ServicePublicKey()), bundle.Files).Write();
        await db.Set<Vote>().Where(v => v.Id == vote && v.TermsRecord == null).ExecuteUpdateAsync(
            set => set.SetProperty(v => v.TermsRecord, terms).SetProperty(v => v.TrusteesRecord, trustees), ct);
        return (await db.Set<Vote>().AsNoTracking().Where(v => v.Id == vote).Select(v => v.TrusteesRecord).SingleAsync(ct))!;
    }

    private async Task<VoteUnit> SetUpUnitAsync(
        DraftView draft, DraftContest contest, ContestUnit unit, int place, byte[] trusteesRecord, VerifiedTrustees trustees, RecordHash terms, CancellationToken ct)
    {
        Vote vote = draft.Vote;
        List<RollEntry> roll = await db.Set<RollEntry>().AsNoTracking().Where(e => e.Uuid == unit.Uuid).OrderBy(e => e.I).ToListAsync(ct);
        RollLeaf[] leaves = [.. roll.Select(e => new RollLeaf(e.Kind, Leaf.RollHash(Encoding.UTF8.GetBytes(e.Record), e.RSalt)))];
        DerivedUnit derived = Derive(vote.Id, unit, leaves);
        Election election = ElectionOf.Unit(vote, contest.Contest, unit, trustees, terms, derived);
        byte[] credentials = derived.Credentials.Write();
        string credentialsHash = RecordHash.Of(credentials).ToHex();
        if (unit.Fingerprint.Length == 0)
        {
            await db.Set<ContestUnit>().Where(u => u.Uuid == unit.Uuid).ExecuteUpdateAsync(
                set => set.SetProperty(u => u.Fingerprint, election.Fingerprint).SetProperty(u => u.CredentialsHash, credentialsHash), ct);
        }
        else if (unit.Fingerprint != election.Fingerprint)
        {
            throw new InvalidOperationException($"Contest {contest.Contest.Id}: the key was lost, or a text was changed, while the vote was being sealed. Its elections cannot be made again.");
        }

        await board.SetUpAsync(
            new UnitSetup
            {
                Uuid = unit.Uuid, VoteId = vote.Id, ContestId = contest.Contest.Id, Place = place,
                Election = election.Write(), Trustees = trusteesRecord, PublicCredentials = credentials,
                LeafHashes = derived.LeafHashes, RollHashes = [.. leaves.Select(l => l.RollHash)], Members = unit.Members, Spares = unit.Spares,
                OpensAt = vote.PlannedOpensAt!.Value, ClosesAt = vote.PlannedClosesAt!.Value,
                Flush = new FlushTerms(vote.FlushEverySeconds, vote.FlushNewCredentials, vote.FlushSmallUnit),
                Revotes = draft.Contests[0].Rules!.BallotKept switch { BallotKept.Last => RevoteRule.Last, BallotKept.First => RevoteRule.First }, Practice = vote.Practice, SealedAt = vote.SealApprovedAt!.Value,
            },
            ct);
        return new VoteUnit(contest.Contest.Id, UnitKey.Of(new LocalNumber(unit.Local)).Value, unit.Uuid, election.Fingerprint, RecordHash.Of(credentials));
    }

    private DerivedUnit Derive(string vote, ContestUnit unit, RollLeaf[] leaves)
    {
        using ContestKey key = keydir.Create(ContestKeyName.Of(vote, unit.ContestId));
        return UnitCredentials.Derive(Group.Ed25519, unit.Uuid, key.Bytes, leaves);
    }

    private static VerifiedTrustees Verified(byte[] record, string vote) =>
        TrusteeList.TryParse(record, out TrusteeList? trustees, out _) && TrusteesVerifier.Verify(trustees, Group.Ed25519, vote).Verified is { } verified
            ? verified
            : throw new InvalidOperationException($"The trustees record of vote {vote} does not verify.");
}
