// V01 to V07: the files are there and are read in one way only.
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Verifier.Published;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal sealed class FileChecks(PublishedVote files, VoteUnderCheck vote)
{
    private delegate bool Parser<T>(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out T? record, out RecordFault fault) where T : class;

    public void ReadVote()
    {
        (vote.Terms, vote.TermsHash) = Read<Terms>(vote.Log, V01, "terms.json", Terms.TryParse);
        (vote.Vote, vote.VoteHash) = Read<VoteRecord>(vote.Log, V02, "vote.json", VoteRecord.TryParse);
        ReadJournal();
        (vote.Result, vote.ResultHash) = Read<ResultRecord>(vote.Log, V05, "result.json", ResultRecord.TryParse);
        if (vote.Terms is null) return;
        foreach ((TermsContest contest, TermsUnit unit) in vote.Terms.Units) vote.Units.Add(new UnitUnderCheck(contest, unit));
        CheckDossiers(vote.Terms);
    }

    public void ReadCertificates() => vote.Certificates = Read<CertificatesFile>(vote.Log, V06, "certificates.json", CertificatesFile.TryParse).Record?.Certificates;

    public void ReadUnit(UnitUnderCheck unit)
    {
        List<(string File, string? Words)> bad = [];
        (unit.Leaves, _) = Part<LeavesFile>("leaves", LeavesFile.TryParse);
        (unit.Openings, unit.OpeningsHash) = Part<OpeningsFile>("openings", OpeningsFile.TryParse);
        (unit.Attestations, unit.AttestationsHash) = Part<AttestationsFile>("attestations", AttestationsFile.TryParse);
        (unit.SecondProofs, unit.SecondProofsHash) = Part<SecondProofs>("proofs2", SecondProofs.TryParse);
        if (bad.Find(b => b.Words is not null) is { Words: { } words } malformed) unit.Log.Fail(V04, malformed.File, words);
        else if (bad.Count > 0) unit.Log.Skip(V04, $"{bad[0].File} is not there.");
        else unit.Log.Pass(V04);

        (T? Record, RecordHash Hash) Part<T>(string folder, Parser<T> parse) where T : class
        {
            string name = $"{folder}/{unit.Uuid}.json";
            byte[]? bytes = files.Read(name);
            if (bytes is null)
            {
                bad.Add((name, null));
                return default;
            }

            if (parse(bytes, out T? record, out RecordFault fault)) return (record, RecordHash.Of(bytes));
            bad.Add((name, $"The file {fault.Words()}."));
            return default;
        }
    }

    private void ReadJournal()
    {
        if (files.Read("journal.jsonl") is not { } bytes)
        {
            vote.Log.Skip(V03, "journal.jsonl is not there.");
            return;
        }

        if (JournalFile.TryParse(bytes, out var entries, out int badLine, out RecordFault fault))
        {
            vote.Journal = entries;
            vote.Log.Pass(V03);
        }
        else
        {
            vote.Log.Fail(V03, $"journal entry {badLine}", $"The line {fault.Words()}.");
        }
    }

    private void CheckDossiers(Terms terms)
    {
        if (files.Read("dossiers.json") is not { } bytes)
        {
            vote.Log.Skip(V07, "dossiers.json is not there.");
            return;
        }

        bool read = DossiersFile.TryParse(bytes, out DossiersFile? dossiers, out RecordFault fault);
        if (!read) vote.Log.Fail(V07, "dossiers.json", $"The file {fault.Words()}.");
        else vote.Log.Require(V07, dossiers!.Dossiers.SequenceEqual(terms.Units.Select(u => new DossierEntry(u.Unit.Unit, u.Unit.DossierHash))),
            "dossiers.json", "It lists other dossiers than the terms.");
    }

    private (T? Record, RecordHash Hash) Read<T>(CheckLog log, Check check, string name, Parser<T> parse) where T : class
    {
        if (files.Read(name) is not { } bytes)
        {
            log.Skip(check, $"{name} is not there.");
            return default;
        }

        bool read = parse(bytes, out T? record, out RecordFault fault);
        log.Require(check, read, name, $"The file {fault.Words()}.");
        return (record, RecordHash.Of(bytes));
    }
}
