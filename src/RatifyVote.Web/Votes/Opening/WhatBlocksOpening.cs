using RatifyVote.Domain;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth;
using RatifyVote.Web.KeyDirectory;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees;
using RatifyVote.Web.Votes.Sealing;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Opening;

/// <summary>Lists everything that keeps a sealed vote from opening, all at once. That its time has not come is no blocker. Reads only.</summary>
internal sealed class WhatBlocksOpening(RatifyVoteDb db, TrusteeCeremonies ceremonies, CertifierKeys certifierKeys, Keydir keydir, TimeProvider clock)
{
    /// <summary>Empty when nothing is in the way; null when there is no such vote.</summary>
    public async Task<IReadOnlyList<OpenBlocker>?> RunAsync(string vote, CancellationToken ct)
    {
        if (await DraftView.ReadAsync(db, vote, ct) is not { } view)
        {
            return null;
        }
        if (view.Vote.Phase is VotePhase.Draft || !Terms.TryParse(view.Vote.TermsRecord, out Terms? terms, out _))
        {
            return [new(OpenBlock.NotSealed, "", $"/votes/{vote}/prepare")];
        }

        List<OpenBlocker> blockers = [];
        await OfTrusteesAsync(blockers, vote, terms, ct);
        DateTimeOffset opensAt = view.Vote.OpensAt!.Value;
        blockers.AddRange(terms.Units.Where(u => u.Unit.DossierPublishedAt.AddHours(terms.Policy.NoticeHours) > opensAt)
            .Select(u => new OpenBlocker(OpenBlock.NoticeStillRunning, UnitKey.Of(new LocalNumber(u.Unit.Local)).Label, $"/votes/{vote}")));
        foreach ((VoteCertifier certifier, CertifierTerms sealedKeys) in view.Certifiers.Zip(terms.Certifiers.People))
        {
            if (!(await certifierKeys.OfAsync(certifier.Account, ct)).Intersect(sealedKeys.Keys).Any())
            {
                blockers.Add(new(OpenBlock.CertifierLostPasskey, certifier.Name, $"/votes/{vote}"));
            }
        }
        blockers.AddRange(terms.Contests.Where(c => keydir.StateOf(ContestKeyName.Of(vote, c.Id)) is not KeyState.Present)
            .Select(c => new OpenBlocker(OpenBlock.ContestKeyMissing, c.Id, $"/votes/{vote}")));
        if (view.Vote.ClosesAt <= clock.GetUtcNow())
        {
            blockers.Add(new(OpenBlock.ClosingTimePassed, "", $"/votes/{vote}"));
        }
        return blockers;
    }

    private async Task OfTrusteesAsync(List<OpenBlocker> blockers, string vote, Terms terms, CancellationToken ct)
    {
        CeremonyProgress? ceremony = await ceremonies.OfAsync(vote, ct);
        if (ceremony?.TrusteesRecord is not { } record || RecordHash.Of(record) != terms.Trustees.Hash)
        {
            blockers.Add(new(OpenBlock.TrusteesDiffer, "", $"/trustees/{vote}"));
            return;
        }
        blockers.AddRange(ceremony.Trustees.Where(t => !t.KeyChecked).Select(t => new OpenBlocker(OpenBlock.TrusteeKeyNotChecked, t.Name, $"/trustees/{vote}")));
    }
}
