// V41 to V44: the required officers signed this result, each with a verified passkey.
using RatifyVote.Protocol.Records;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class CertificateChecks
{
    public static void Run(VoteUnderCheck vote)
    {
        if (vote.Certificates is not { } certificates || vote.Terms is not { } terms) return;
        HashSet<string> seen = new(StringComparer.Ordinal);
        Certificate? stranger = certificates.FirstOrDefault(c => !seen.Add(c.Certifier)
            || !terms.Certifiers.People.Any(p => p.Id == c.Certifier && p.Keys.Contains(c.Key)));
        vote.Log.Require(V41, stranger is null, $"certificate of {stranger?.Certifier}", "The person is not a certifier of the terms, signed twice, or used another key.");
        if (vote.Result is not null)
        {
            (Certificate Certificate, AssertionFinding Finding) bad = certificates.Select(c => (c, c.Verify(vote.ResultHash))).FirstOrDefault(c => c.Item2 is not AssertionFinding.Valid);
            vote.Log.Require(V42, bad.Certificate is null, $"certificate of {bad.Certificate?.Certifier}", bad.Finding.Words());
        }

        int certified = certificates.Count(c => c.Statement is CertificateStatement.Certify);
        vote.Log.Require(V43, certified >= terms.Certifiers.Required, "certificates.json", $"{certified} certified; {terms.Certifiers.Required} must.");
        if (vote.Journal is not { } journal || !vote.Log.HasPassed(V18)) return;
        bool listed = journal.Select(e => e.Data).OfType<JournalData.Certified>().OrderBy(d => d.Certifier, StringComparer.Ordinal)
            .Select(d => (d.Certifier, d.Statement, d.Certificate))
            .SequenceEqual(certificates.OrderBy(c => c.Certifier, StringComparer.Ordinal).Select(c => (c.Certifier, c.Statement, c.Hash())));
        vote.Log.Require(V44, listed, "journal", "It lists other certificates.");
    }
}
