using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using RatifyVote.Domain.Rules;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Verifier.Published;
using RatifyVote.Verifier.Reports;
using RatifyVote.Verifier.Results;

namespace RatifyVote.Verifier.Tests.Kit;

/// <summary>A whole published vote made by one hand: one contest, two units, 2-of-3 trustees, two certifiers. There is a hook at
/// every step, and what follows a change is made, hashed and signed anew.</summary>
public sealed class ForgedVote
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 18, 0, 0, TimeSpan.Zero);

    private static readonly Group Group = Group.Ed25519;
    private static readonly Lazy<ForgedTrustees> Ceremony = new(() => new ForgedTrustees(Group, 2, 3, ForgedBoard.DefaultVote, "vote"));
    private static readonly Lazy<TestTrustees> Trustees = new(() => Ceremony.Value.Make());
    private static readonly Lazy<ECDsa> Service = new(() => ECDsa.Create(ECCurve.NamedCurves.nistP256));

    // Where the sheets give none: what is written then does not matter.
    private static readonly ContestOutcome NoOutcome = new("basic", Verdict.Undetermined, 0, 0, 0, 0, 0, 0, 0, [], []);

    private readonly RandomSource random = new CounterStream("forged vote").Source;
    private readonly List<JournalEntry> journal = [];
    private readonly Dictionary<string, AttestationsFile> attestations = [];
    private RecordHash? resultHash;
    private ImmutableArray<Certificate> certificates = [];

    public ForgedVote()
    {
        Units = [new ForgedUnit(80, Trustees.Value, 30), new ForgedUnit(600, Trustees.Value, 76)];
        ForgedBoard second = Units[1].Board;
        second.Casts.RemoveAll(c => c.Entry > 1);
        second.SetAside.Add(1);
        // A spare bound to a person casts in the first unit.
        Units[0].Board.Casts.Add((ForgedUnit.Members, ForgedBoard.Slot(3, 1)));
    }

    public List<ForgedUnit> Units { get; }
    public List<SoftPasskey> Passkeys { get; } = [new(), new()];
    public ECDsa ServiceKeyPair { get; } = Service.Value;

    public Func<Terms, Terms> Terms { get; set; } = terms => terms;
    public Func<VoteRecord, VoteRecord> Vote { get; set; } = vote => vote;

    /// <summary>What is to be entered, before anything is signed.</summary>
    public Action<List<JournalData>> Plan { get; set; } = _ => { };
    public Func<JournalData, ImmutableArray<BoardHead>, ImmutableArray<BoardHead>> Heads { get; set; } = (_, heads) => heads;
    public Func<JournalData, DateTimeOffset, DateTimeOffset> At { get; set; } = (_, at) => at;
    public Func<int, JournalHead?, JournalHead?> Previous { get; set; } = (_, head) => head;
    public Func<JournalEntry, JournalEntry> Entry { get; set; } = entry => entry;
    public Func<ForgedUnit, ImmutableArray<Attestation>, ImmutableArray<Attestation>> Attestations { get; set; } = (_, a) => a;
    public Func<ForgedUnit, SecondProofs, SecondProofs> SecondProofs { get; set; } = (_, s) => s;
    public Func<ResultRecord, ResultRecord> Result { get; set; } = result => result;
    public Func<ImmutableArray<Certificate>, ImmutableArray<Certificate>> Certificates { get; set; } = c => c;
    public Action<Dictionary<string, byte[]>> Files { get; set; } = _ => { };

    public Terms SealedTerms { get; private set; } = null!;
    public VoteRecord VoteRecord { get; private set; } = null!;

    /// <summary>Whether the close is entered before this entry, or is this entry.</summary>
    internal bool Passed(JournalData data) => data is JournalData.Closing || journal.Exists(e => e.Data is JournalData.Closing);

    public Dictionary<string, byte[]> Build()
    {
        foreach (ForgedUnit unit in Units) unit.Seal();
        SealedTerms = Terms(MakeTerms());
        foreach (ForgedUnit unit in Units)
        {
            unit.Board.Terms = SealedTerms.Hash();
            unit.Build();
        }

        VoteRecord = Vote(new VoteRecord(ForgedBoard.DefaultVote, SealedTerms.Hash(), [.. Units.Select(u =>
            new VoteUnit("basic", u.Id, u.Uuid, u.Board.Election.Fingerprint, u.Board.Credentials!.Hash))]));
        ForgedPlan plan = new(this);
        List<JournalData> entries = plan.Entries();
        Plan(entries);
        Dictionary<string, byte[]> files = [];
        ResultRecord? result = null;
        foreach (JournalData data in entries)
        {
            if (data is JournalData.ResultComputed && resultHash is null)
            {
                MakeAttestations();
                result = Result(MakeResult());
                resultHash = result.Hash();
                certificates = Certificates(MakeCertificates(resultHash.Value));
            }

            Append(WithResult(data), plan);
        }

        files["terms.json"] = SealedTerms.Write();
        files["vote.json"] = VoteRecord.Write();
        files["journal.jsonl"] = JournalFile.Write(journal);
        foreach (ForgedUnit unit in Units)
        {
            files[$"{unit.Uuid}.bel"] = unit.Archive;
            files[$"leaves/{unit.Uuid}.json"] = new LeavesFile(unit.Hashes).Write();
            files[$"openings/{unit.Uuid}.json"] = unit.OpeningsFile.Write();
            if (attestations.TryGetValue(unit.Uuid, out AttestationsFile? attested)) files[$"attestations/{unit.Uuid}.json"] = attested.Write();
            files[$"proofs2/{unit.Uuid}.json"] = SecondProofsOf(unit).Write();
        }

        if (result is not null) files["result.json"] = result.Write();
        files["certificates.json"] = new CertificatesFile(certificates).Write();
        files["dossiers.json"] = new DossiersFile([.. SealedTerms.Units.Select(u => new DossierEntry(u.Unit.Unit, u.Unit.DossierHash))]).Write();
        Files(files);
        return files;
    }

    /// <summary>Builds, writes a zip, verifies it.</summary>
    public VerificationReport Verify(VoteStage stage = VoteStage.Published)
    {
        string path = Path.GetTempFileName();
        try
        {
            WriteZip(path, Build());
            using PublishedVote vote = PublishedVote.Open(path);
            return VoteVerification.Run(vote, stage);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static void WriteZip(string path, Dictionary<string, byte[]> files)
    {
        using FileStream stream = File.Create(path);
        using ZipArchive zip = new(stream, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in files)
        {
            using Stream entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(bytes);
        }
    }

    public static void WriteFolder(string path, Dictionary<string, byte[]> files)
    {
        foreach ((string name, byte[] bytes) in files)
        {
            string file = Path.Combine(path, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
    }

    private Terms MakeTerms()
    {
        string rules = RulePresets.Find("iatse_ratification")!.ToJson();
        TermsContest contest = new("basic", "Basic Agreement", "Shall it be ratified?", "Yes", "No", "The agreement takes effect.", "Bargaining resumes.",
            rules, ["Ann", "Bea"], new DelegateTable("Convention of 2021", "Proceedings"), [.. Units.Select(u => new TermsUnit(
                u.Id, u.Local, $"Local {u.Local}", u.Uuid, u.Delegates, RecordHash.OfText($"dossier {u.Local}"), Start.AddDays(-20)))]);
        return new Terms(ForgedBoard.DefaultVote, "Union", "Ratification 2026", VoteKind.Ratification, false, ["en"], [contest],
            Start, Start.AddDays(3), new FlushTerms(3600, 10, 50), new PolicyTerms(PublicationRule.Counts, RevoteRule.Last, 72, 360, 240),
            new TrusteesTerms(2, 3, Trustees.Value.List.Hash, ["T1", "T2", "T3"]),
            new CertifiersTerms(2, [.. Passkeys.Select((p, i) => new CertifierTerms($"c{i + 1}", $"Certifier {i + 1}", "Officer", [p.PublicText]))]),
            ServiceKey.PublicText(ServiceKeyPair), [new BundleFile("booth.js", RecordHash.OfText("booth"))]);
    }

    private void Append(JournalData data, ForgedPlan plan)
    {
        int n = journal.Count;
        JournalHead? head = Previous(n, n == 0 ? null : journal[^1].Head);
        ImmutableArray<BoardHead> heads = Heads(data, plan.HeadsFor(data));
        journal.Add(Entry(JournalEntry.Append(head, ForgedBoard.DefaultVote, At(data, plan.TimeFor(data, n)), heads, data, ServiceKeyPair)));
    }

    private JournalData WithResult(JournalData data) => data switch
    {
        JournalData.ResultComputed d when d.Result == default => d with { Result = resultHash!.Value },
        JournalData.Certified d when d.Result == default => d with
        {
            Result = resultHash!.Value,
            Certificate = certificates.FirstOrDefault(c => c.Certifier == d.Certifier)?.Hash() ?? default,
        },
        JournalData.Published d when d.Result == default => d with { Result = resultHash!.Value },
        _ => data,
    };

    private void MakeAttestations()
    {
        RecordHash line = journal.Find(e => e.Data is JournalData.KeyDestroyed)?.Head.Hash ?? default;
        foreach (ForgedUnit unit in Units)
        {
            AttestedContent content = new(unit.Board.EventHashes[unit.EndHeight], unit.Board.TallyHash, unit.SignOffRoot, line);
            attestations[unit.Uuid] = new AttestationsFile(Attestations(unit, [.. Enumerable.Range(1, 2).Select(owner => AttestationOf(owner, unit, content))]));
        }
    }

    public Attestation AttestationOf(int owner, ForgedUnit unit, AttestedContent content, int? signer = null) =>
        Attestation.Sign(Group, owner, Ceremony.Value.SigningKeys[(signer ?? owner) - 1], unit.Uuid, content, random);

    private SecondProofs SecondProofsOf(ForgedUnit unit) => SecondProofs(unit, new SecondProofs([.. unit.Board.SecondProofs]));

    private ResultRecord MakeResult()
    {
        List<UnitSheet> sheets = [.. Units.Select(SheetOf)];
        return new ResultRecord(ForgedBoard.DefaultVote, SealedTerms.Hash(), VoteRecord.Hash(),
            [.. Units.Select((u, i) => new ResultUnit("basic", u.Id, u.Uuid, u.Board.EventHashes[^1], RecordHash.Of(SecondProofsOf(u).Write()),
                u.SignOffRoot, u.OpeningsFile.Hash(), attestations[u.Uuid].Hash(), sheets[i]))],
            [ContestOutcomes.Decide(SealedTerms.Contests[0], sheets) ?? NoOutcome]);
    }

    // Counted from what the kit knows, not from what the verifier finds.
    private static UnitSheet SheetOf(ForgedUnit unit)
    {
        int sparesUsed = unit.Local == 80 ? 1 : 0, removed = unit.Local == 600 ? 1 : 0;
        int members = unit.Board.Election.Binding?.Members ?? ForgedUnit.Members, spares = unit.Board.Election.Binding?.Spares ?? ForgedUnit.Spares;
        int received = unit.Board.Casts.Count, setAside = unit.Board.SetAside.Count;
        return new UnitSheet(members, spares, sparesUsed, removed, members - removed + sparesUsed, received, received - unit.Used.Count, 0, setAside,
            unit.Used.Count - setAside, (int)unit.Board.Result[0] - setAside, (int)unit.Board.Result[1], (int)unit.Board.Result[2]);
    }

    private ImmutableArray<Certificate> MakeCertificates(RecordHash result) =>
        [.. Passkeys.Select((p, i) => p.Sign($"c{i + 1}", CertificateStatement.Certify, result, Start.AddDays(5)))];
}
