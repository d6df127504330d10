using System.Security.Cryptography;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Verifier.Tests.Kit;
using static RatifyVote.Verifier.Tests.Tamper.VoteTampering;

namespace RatifyVote.Verifier.Tests.Tamper;

/// <summary>V15 to V25: the journal, and the boards as it saw them.</summary>
internal static class JournalTamperings
{
    private static readonly RecordHash Other = RecordHash.OfText("other");

    public static IEnumerable<VoteTampering> All => [.. Chain, .. Order, .. Schedule, .. Boards];

    private static IEnumerable<VoteTampering> Chain =>
    [
        new("an entry names another predecessor", "V15", v => v.Previous = (n, head) => n == 4 ? head!.Value with { Hash = Other } : head),
        new("a number is left out", "V15", v => v.Previous = (n, head) => n == 4 ? head!.Value with { Number = head.Value.Number + 1 } : head),
        new("an entry belongs to another vote", "V15", v => v.Entry = e => e.Number == 4
            ? JournalEntry.Append(new JournalHead(3, e.Previous!.Value), "2voteVoteVote2", e.At, e.Heads, e.Data, v.ServiceKeyPair) : e),
        new("an entry is signed by another", "V16", v => v.Entry = e =>
        {
            using ECDsa stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return e.Number == 4 ? JournalEntry.Append(new JournalHead(3, e.Previous!.Value), e.Vote, e.At, e.Heads, e.Data, stranger) : e;
        }),
        new("an entry carries another's signature", "V16", v =>
        {
            ReadOnlyMemory<byte> first = default;
            v.Entry = e =>
            {
                if (e.Number == 0) first = e.Signature;
                return e.Number == 4 ? e with { Signature = first } : e;
            };
        }),
        new("other terms were sealed", "V17", v => v.Plan = p => Replace<JournalData.Sealed>(p, s => s with { Terms = Other })),
        new("another vote was sealed", "V17", v => v.Plan = p => Replace<JournalData.Sealed>(p, s => s with { VoteHash = Other })),
    ];

    private static IEnumerable<VoteTampering> Order =>
    [
        new("the vote opens twice", "V18", v => v.Plan = p => InsertBefore<JournalData.Closing>(p, new JournalData.Opened())),
        new("the vote is sealed twice", "V18", v => v.Plan = p => InsertBefore<JournalData.Opened>(p, p[0])),
        new("the vote never closes", "V18", v => v.Plan = p => p.RemoveAll(d => d is JournalData.Closing)),
        new("the vote closes twice", "V18", v => v.Plan = p => InsertBefore<JournalData.CanvassDecided>(p, p.Find(d => d is JournalData.Closing)!)),
        new("ballots end before the canvass", "V18", v => v.Plan = MoveBefore<JournalData.BallotsEnded, JournalData.CanvassDecided>),
        new("a unit is not canvassed", "V18", v => v.Plan = p => Replace<JournalData.CanvassDecided>(p, d => d with { Units = d.Units.RemoveAt(1) })),
        new("a unit is signed off twice", "V18", v => v.Plan = p => Replace<JournalData.SignedOff>(p, d => d with { Units = d.Units.Add(d.Units[0]) })),
        new("the key is destroyed before the sign-off", "V18", v => v.Plan = MoveBefore<JournalData.KeyDestroyed, JournalData.SignedOff>),
        new("the key is never destroyed", "V18", v => v.Plan = p => p.RemoveAll(d => d is JournalData.KeyDestroyed)),
        new("the key is destroyed for one unit only", "V18", v => v.Plan = p => Replace<JournalData.KeyDestroyed>(p, d => d with { Units = d.Units.RemoveAt(1) })),
        new("no node says that its key is gone", "V18", v => v.Plan = p => Replace<JournalData.KeyDestroyed>(p, d => d with { Acks = [] })),
        new("a trustee decrypts before the key is destroyed", "V18", v => v.Plan = MoveBefore<JournalData.Decrypted, JournalData.KeyDestroyed>),
        new("a trustee attests twice", "V18", v => v.Plan = p => InsertBefore<JournalData.ResultComputed>(p, p.Find(d => d is JournalData.Attested)!)),
        new("a member is removed after the canvass", "V18", v => v.Plan = p => InsertBefore<JournalData.BallotsEnded>(p, new JournalData.Removed(v.Units[0].Uuid))),
        new("a spare is bound out of turn", "V18", v => v.Plan = p => Replace<JournalData.RollAddition>(p, d => d with { Spare = 2 })),
        new("a board is published after its end", "V18", v => v.Plan = MoveBefore<JournalData.BoardPublished, JournalData.SignedOff>),
        new("an entry names a unit of another vote", "V18", v => v.Plan = p => Replace<JournalData.Removed>(p, d => new JournalData.Removed("9unitUnitUnit9"))),
        new("the schedule changes after the close", "V18", v => v.Plan = p => InsertBefore<JournalData.CanvassDecided>(p,
            new JournalData.ScheduleChanged(ForgedVote.Start, ForgedVote.Start.AddDays(9), ["Ann", "Bea"], "late"))),
        new("the result is computed twice", "V18", v => v.Plan = p => p.Insert(p.FindIndex(d => d is JournalData.ResultComputed), new JournalData.ResultComputed(default))),
        new("the result is published twice", "V18", v => v.Plan = p => p.Add(new JournalData.Published(default))),
        new("a unit of the vote was voided", "V21", v => v.Plan = p => InsertBefore<JournalData.Closing>(p,
            new JournalData.Voided([v.Units[1].Uuid], "flood", ["Ann", "Bea"], [new NodeAcknowledgement("node-1", ForgedVote.Start)]))),
    ];

    private static IEnumerable<VoteTampering> Schedule =>
    [
        new("the vote opens a minute early", "V19", v => v.At = (d, at) => d is JournalData.Opened ? ForgedVote.Start.AddMinutes(-1) : at),
        new("the vote closes a minute early", "V19", v => v.Plan = p => Replace<JournalData.Closing>(p, d => new JournalData.Closing(d.ClosedAt.AddMinutes(-1)))),
        new("the close is entered before it was due", "V19", v => v.At = (d, at) => d is JournalData.Closing ? ForgedVote.Start.AddDays(3).AddMinutes(-1) : at),
        new("an extension is not kept", "V19", v => v.Plan = p => InsertBefore<JournalData.Closing>(p, Change(0, 4, "Ann", "Bea"))),
        new("one person extends the vote", "V19", v => v.Plan = p => InsertBefore<JournalData.Closing>(p, Change(0, 4, "Ann", "Ann"))),
        new("an open vote is shortened", "V19", v => v.Plan = p => InsertBefore<JournalData.Closing>(p, Change(0, 2, "Ann", "Bea"))),
        new("an entry is dated before the one that precedes it", "V19", v => v.At = (d, at) => d is JournalData.SignedOff ? at.AddDays(-2) : at),
    ];

    private static IEnumerable<VoteTampering> Boards =>
    [
        new("a head is not on its board", "V20", v => v.Heads = (d, h) => d is JournalData.Removed ? h.SetItem(0, h[0] with { Hash = Other }) : h),
        new("a board goes back", "V20", v => v.Heads = (d, h) => d is JournalData.KeyDestroyed ? h.SetItem(0, v.Units[0].HeadAt(1)) : h),
        new("the head of a unit is left out", "V20", v => v.Heads = (d, h) => d is JournalData.Removed ? h.RemoveAt(0) : h),
        new("a ballot lies on the board before the vote opens", "V20", v => v.Heads = (d, h) => d is JournalData.Opened ? h.SetItem(0, v.Units[0].HeadAt(1)) : h),
        new("a published board held other ballots", "V20", v => v.Plan = p => Replace<JournalData.BoardPublished>(p, d => d with { Ballots = 2 })),
        new("a published board had another head", "V20", v => v.Plan = p => Replace<JournalData.BoardPublished>(p, d => d with { Head = Other })),
        new("a ballot is cast after the close", "V22", v =>
        {
            ForgedUnit unit = v.Units[0];
            v.Heads = (d, h) => d is JournalData.Closing or JournalData.CanvassDecided ? h.SetItem(0, unit.HeadAt(unit.ClosingHeight - 1)) : h;
            v.Plan = p => Replace<JournalData.CanvassDecided>(p, d => d with { Units = d.Units.SetItem(0, d.Units[0] with { Ballots = d.Units[0].Ballots - 1 }) });
        }),
        new("an entry is set aside before the close", "V22", v =>
        {
            ForgedUnit unit = v.Units[1];
            v.Heads = (d, h) => d is JournalData.Closing or JournalData.CanvassDecided ? h.SetItem(1, unit.HeadAt(unit.ClosingHeight + 1)) : h;
            v.Plan = p => Replace<JournalData.CanvassDecided>(p, d => d with { Units = d.Units.SetItem(1, d.Units[1] with { Ballots = d.Units[1].Ballots + 1 }) });
        }),
        new("the canvass counted a ballot more", "V23", v => v.Plan = p => Canvass(p, u => u with { Ballots = u.Ballots + 1 })),
        new("the canvass counted a voter less", "V23", v => v.Plan = p => Canvass(p, u => u with { CredentialsUsed = u.CredentialsUsed - 1 })),
        new("a ballot is set aside without a decision", "V23", v => v.Plan = p => Canvass(p, u => u with { SetAside = 0 })),
        new("a member votes twice where the first ballot counts", "V24", v => v.Terms = t =>
            RecordTamperings.WithContest(t with { Policy = t.Policy with { Revotes = RevoteRule.First } }, c => c with { Rules = RecordTamperings.FirstBallotRules })),
        new("the journal names another end of the ballots", "V25", v => v.Plan = p => Replace<JournalData.BallotsEnded>(p, d => d with { Units = d.Units.SetItem(0, d.Units[0] with { EndBallots = Other }) })),
        new("the journal names another tally", "V25", v => v.Plan = p => Replace<JournalData.BallotsEnded>(p, d => d with { Units = d.Units.SetItem(0, d.Units[0] with { Tally = Other }) })),
    ];

    private static JournalData.ScheduleChanged Change(int opens, int closes, params string[] by) =>
        new(ForgedVote.Start.AddDays(opens), ForgedVote.Start.AddDays(closes), [.. by], "storm");

    private static void Canvass(List<JournalData> plan, Func<CanvassedUnit, CanvassedUnit> change) =>
        Replace<JournalData.CanvassDecided>(plan, d => d with { Units = d.Units.SetItem(1, change(d.Units[1])) });
}
