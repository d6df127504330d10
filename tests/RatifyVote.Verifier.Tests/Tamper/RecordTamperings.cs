using System.Collections.Immutable;
using System.Text;
using RatifyVote.Domain.Rules;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Verifier.Tests.Kit;

namespace RatifyVote.Verifier.Tests.Tamper;

/// <summary>V01 to V14: files, terms, seal.</summary>
internal static class RecordTamperings
{
    private static readonly RecordHash Other = RecordHash.OfText("other");

    public static IEnumerable<VoteTampering> All =>
    [
        new("terms.json has a blank", "V01", v => v.Files = f => Text(f, "terms.json", t => t.Replace(",\"union\"", ", \"union\""))),
        new("terms.json has a key of its own", "V01", v => v.Files = f => Text(f, "terms.json", t => t.Replace("\"v\":1,", "\"v\":1,\"note\":1,"))),
        new("a time has another form", "V01", v => v.Files = f => Text(f, "terms.json", t => t.Replace("\"opens_at\":\"2026-11-20T18:00:00Z\"", "\"opens_at\":\"2026-11-20T18:00:00+00:00\""))),
        new("vote.json has a blank", "V02", v => v.Files = f => Text(f, "vote.json", t => t.Replace(",\"terms\"", ", \"terms\""))),
        new("the journal's last line is not ended", "V03", v => v.Files = f => Text(f, "journal.jsonl", t => t[..^1])),
        new("a line of the journal has a blank", "V03", v => v.Files = f => Text(f, "journal.jsonl", t => t.Replace("\"Opened\",", "\"Opened\", "))),
        new("an entry is of an unknown type", "V03", v => v.Files = f => Text(f, "journal.jsonl", t => t.Replace("\"Opened\"", "\"Reopened\""))),
        new("openings have a blank", "V04", v => v.Files = f => Text(f, $"openings/{v.Units[0].Uuid}.json", t => t.Replace(",\"kind\"", ", \"kind\""))),
        new("leaves are in upper case", "V04", v => v.Files = f => Text(f, $"leaves/{v.Units[0].Uuid}.json", t => t.ToUpperInvariant())),
        new("second proofs name an owner twice", "V04", v => v.SecondProofs = (_, s) => s with { Owners = [s.Owners[0], s.Owners[0]] }),
        new("result.json has a blank", "V05", v => v.Files = f => Text(f, "result.json", t => t.Replace(",\"terms\"", ", \"terms\""))),
        new("certificates.json has a key of its own", "V06", v => v.Files = f => Text(f, "certificates.json", t => t.Replace("{\"certifier\"", "{\"note\":1,\"certifier\""))),
        new("a dossier is exchanged", "V07", v => v.Files = f => f["dossiers.json"] = new DossiersFile([new("local-80", Other), new("local-600", Other)]).Write()),
        new("a dossier is left out", "V07", v => v.Files = f => f["dossiers.json"] = new DossiersFile([]).Write()),
        new("no certifier is required", "V08", v => v.Terms = t => t with { Certifiers = t.Certifiers with { Required = 0 } }),
        new("a certifier's key cannot be read", "V08", v => v.Terms = t => t with { Certifiers = t.Certifiers with { People = t.Certifiers.People.Add(new CertifierTerms("c3", "C", "O", ["AAAA"])) } }),
        new("a key is listed for two certifiers", "V08", v => v.Terms = t => t with { Certifiers = t.Certifiers with { People = t.Certifiers.People.Add(t.Certifiers.People[0] with { Id = "c3" }) } }),
        new("one person confirmed what the rules assume", "V08", v => v.Terms = t => WithContest(t, c => c with { AssumptionsConfirmedBy = ["Ann", "Ann"] })),
        new("the rules are not written canonically", "V08", v => v.Terms = t => WithContest(t, c => c with { Rules = c.Rules.Replace("{\"name\"", "{\"note\":1,\"name\"") })),
        new("the board of a real vote may move every minute", "V08", v => v.Terms = t => t with { Flush = t.Flush with { EverySeconds = 60 } }),
        new("a trustee has no name", "V08", v => v.Terms = t => t with { Trustees = t.Trustees with { Names = ["T1", "T2"] } }),
        new("the policy keeps another ballot than the rules", "V08", v =>
        {
            foreach (ForgedUnit unit in v.Units) unit.Board.Casts.RemoveAt(unit.Board.Casts.FindLastIndex(c => c.Entry == 0));
            v.Terms = t => t with { Policy = t.Policy with { Revotes = RevoteRule.First } };
        }),
        new("vote.json names the units in another order", "V09", v => v.Vote = r => r with { Units = [r.Units[1], r.Units[0]] }),
        new("vote.json names other terms", "V09", v => v.Vote = r => r with { Terms = Other }),
        new("vote.json names another election", "V10", v => v.Vote = r => r with { Units = r.Units.SetItem(0, r.Units[0] with { Fingerprint = Other.ToBase64() }) }),
        new("vote.json names another list of credentials", "V10", v => v.Vote = r => r with { Units = r.Units.SetItem(0, r.Units[0] with { Credentials = Other }) }),
        new("a unit is bound to other terms", "V11", v => v.Units[0].Board.Binding = b => b with { Terms = Other }),
        new("a unit is bound to another contest", "V11", v => v.Units[0].Board.Binding = b => b with { Contest = "other" }),
        new("a unit takes another's place", "V11", v => v.Units[0].Board.Binding = b => b with { Unit = "local-600" }),
        new("a unit asks another question", "V11", v => v.Units[0].Board.Question = v.Units[0].Board.Question with { Text = "Shall it be refused?" }),
        new("a unit lists No before Yes", "V11", v => v.Units[0].Board.Question = v.Units[0].Board.Question with { Answers = ["No", "Yes"] }),
        new("a unit's terms name another trustees record", "V12", v => v.Terms = t => t with { Trustees = t.Trustees with { Hash = Other } }),
        new("a leaf is exchanged", "V13", v => v.Files = f => Leaves(f, v.Units[0], l => l.SetItem(3, Other))),
        new("leaves stand in another order", "V13", v => v.Files = f => Leaves(f, v.Units[0], l => [l[1], l[0], .. l[2..]])),
        new("a leaf is left out", "V13", v => v.Files = f => Leaves(f, v.Units[0], l => l.RemoveAt(8))),
        new("a roll has a spare too few", "V14", v => v.Units[0].Board.Binding = b => b with { Members = b.Members + 1, Spares = b.Spares - 1 }),
    ];

    internal static void Text(Dictionary<string, byte[]> files, string name, Func<string, string> change)
    {
        string before = Encoding.UTF8.GetString(files[name]);
        string after = change(before);
        Assert.NotEqual(before, after);
        files[name] = Encoding.UTF8.GetBytes(after);
    }

    internal static Terms WithContest(Terms terms, Func<TermsContest, TermsContest> change) => terms with { Contests = [change(terms.Contests[0])] };

    /// <summary>The preset's rules with the first ballot counting.</summary>
    internal static string FirstBallotRules => (RulePresets.Find("iatse_ratification")! with { BallotKept = BallotKept.First }).ToJson();

    private static void Leaves(Dictionary<string, byte[]> files, ForgedUnit unit, Func<ImmutableArray<RecordHash>, ImmutableArray<RecordHash>> change) =>
        files[$"leaves/{unit.Uuid}.json"] = new LeavesFile(change(unit.Hashes)).Write();
}
