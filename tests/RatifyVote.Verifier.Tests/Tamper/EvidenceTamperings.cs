using System.Collections.Immutable;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Verifier.Tests.Kit;
using static RatifyVote.Verifier.Tests.Tamper.VoteTampering;

namespace RatifyVote.Verifier.Tests.Tamper;

/// <summary>V26 to V45: sign-off, openings, attestations, second proofs, result, certificates.</summary>
internal static class EvidenceTamperings
{
    private static readonly RecordHash Other = RecordHash.OfText("other");

    public static IEnumerable<VoteTampering> All => [.. SignOffs, .. Trustees, .. Results, .. Certificates];

    private static IEnumerable<VoteTampering> SignOffs =>
    [
        new("the sign-off counts one more as recorded", "V26", v => v.Plan = p => SignedOff(p, u => u with { Recorded = u.Recorded + 1 })),
        new("the sign-off hides an entry set aside", "V26", v => v.Plan = p => SignedOff(p, u => u with { Recorded = u.Recorded + 1, SetAside = 0 })),
        new("the sign-off names other openings", "V26", v => v.Plan = p => SignedOff(p, u => u with { Openings = Other })),
        new("an opening has another salt", "V27", v => v.Units[0].Openings = o => o.SetItem(0, o[0] with { Salt = Other.ToArray() })),
        new("an opening has a shorter path", "V27", v => v.Units[0].Openings = o => o.SetItem(0, o[0] with { Path = o[0].Path.RemoveAt(0) })),
        new("an opening calls a spare a member", "V27", v => v.Units[0].Openings = o => o.SetItem(0, o[0] with { Kind = EntryKind.Member })),
        new("openings stand in another order", "V27", v => v.Units[0].Openings = o => [o[1], o[0], .. o[2..]]),
        new("an entry is opened with another's roll record", "V27", v => v.Units[0].Openings = o => o.SetItem(0, o[0] with { Roll = o[1].Roll })),
        new("an unused credential is not opened: somebody votes for an abstainer", "V28", v => v.Units[1].Openings = o => o.RemoveAt(0)),
        new("a used credential is opened as unused", "V28", v => v.Units[0].Openings = o => o.Insert(0, v.Units[0].OpeningOf(0))),
        new("the key was destroyed for another board", "V29", v => v.Plan = p => Destroyed(p, u => u with { EndBallots = Other })),
        new("the key was destroyed for another sign-off", "V29", v => v.Plan = p => Destroyed(p, u => u with { Root = Other })),
    ];

    private static IEnumerable<VoteTampering> Trustees =>
    [
        new("one trustee attested", "V30", v => v.Attestations = (_, a) => a.RemoveAt(1)),
        new("a trustee attested twice", "V30", v => v.Attestations = (_, a) => [a[0], a[0]]),
        new("a stranger attested", "V30", v => v.Attestations = (u, a) => [.. a, a[0] with { Owner = 9 }]),
        new("trustees agree on another board", "V31", v => v.Attestations = (u, a) => [.. a.Select(x => v.AttestationOf(x.Owner, u, x.Content with { EndBallots = Other }))]),
        new("a trustee was shown another tally", "V31", v => v.Attestations = (u, a) => a.SetItem(1, v.AttestationOf(2, u, a[1].Content with { Tally = Other }))),
        new("a trustee was shown another sign-off", "V31", v => v.Attestations = (u, a) => a.SetItem(1, v.AttestationOf(2, u, a[1].Content with { SignOff = Other }))),
        new("trustees attested another destruction", "V31", v => v.Attestations = (u, a) => [.. a.Select(x => v.AttestationOf(x.Owner, u, x.Content with { KeyDestroyed = Other }))]),
        new("an attestation is signed by another trustee", "V32", v => v.Attestations = (u, a) => a.SetItem(1, v.AttestationOf(2, u, a[1].Content, signer: 1))),
        new("an attestation of another unit is used", "V32", v => v.Attestations = (u, a) => a.SetItem(1, v.AttestationOf(2, v.Units.Find(x => x != u)!, a[1].Content))),
        new("a trustee decrypts before t attested", "V33", v => v.Plan = MoveBefore<JournalData.Decrypted, JournalData.Attested>),
        new("the journal names another trustee as decrypting", "V33", v => v.Plan = p => Replace<JournalData.Decrypted>(p, d => d with { Owner = 3 })),
        new("the journal leaves a decryption out", "V33", v => v.Plan = p => p.Remove(p.Find(d => d is JournalData.Decrypted { Owner: 2 })!)),
        new("second proofs of a trustee are missing", "V34", v => v.SecondProofs = (_, s) => s with { Owners = s.Owners.RemoveAt(1) }),
        new("second proofs leave a slot out", "V34", v => v.SecondProofs = (_, s) => WithFirst(s, p => p.RemoveAt(2))),
        new("a second proof is varied", "V35", v => v.SecondProofs = (_, s) => WithFirst(s, p => p.SetItem(1, Varied(p[1])))),
        new("a second proof is that of another slot", "V35", v => v.SecondProofs = (_, s) => WithFirst(s, p => p.SetItem(1, p[2]))),
        new("second proofs are those of another unit", "V35", v => v.SecondProofs = (u, _) => new SecondProofs([.. v.Units.Find(x => x != u)!.Board.SecondProofs])),
    ];

    private static IEnumerable<VoteTampering> Results =>
    [
        new("the result is of another vote", "V36", v => v.Result = r => r with { Vote = "2voteVoteVote2" }),
        new("the result names other terms", "V36", v => v.Result = r => r with { Terms = Other }),
        new("the result leaves a unit out", "V36", v => v.Result = r => r with { Units = r.Units.RemoveAt(1) }),
        new("the result has no outcome", "V36", v => v.Result = r => r with { Outcomes = [] }),
        new("the result names another last event", "V37", v => v.Result = r => WithUnit(r, u => u with { Head = Other })),
        new("the result names other openings", "V37", v => v.Result = r => WithUnit(r, u => u with { Openings = Other })),
        new("the result names other attestations", "V37", v => v.Result = r => WithUnit(r, u => u with { Attestations = Other })),
        new("the result names other second proofs", "V37", v => v.Result = r => WithUnit(r, u => u with { SecondProofs = Other })),
        new("the result names another sign-off", "V37", v => v.Result = r => WithUnit(r, u => u with { SignOff = Other })),
        new("a vote is moved from No to Yes in the sheet", "V38", v => v.Result = r => WithSheet(r, s => s with { Yes = s.Yes + 1, No = s.No - 1 })),
        new("neutral ballots are shown as blanks", "V38", v => v.Result = r => r with { Units = r.Units.SetItem(1, r.Units[1] with { Sheet = r.Units[1].Sheet with { Blank = r.Units[1].Sheet.Blank + 1, Counted = r.Units[1].Sheet.Counted + 1, SetAside = 0 } }) }),
        new("a removed member is left out of the sheet", "V38", v => v.Result = r => r with { Units = r.Units.SetItem(1, r.Units[1] with { Sheet = r.Units[1].Sheet with { Removed = 0, Eligible = 4 } }) }),
        new("the verdict is turned round", "V39", v => v.Result = r => WithOutcome(r, o => o with { Verdict = o.Verdict is Verdict.Carried ? Verdict.Failed : Verdict.Carried })),
        new("the weight needed is lowered", "V39", v => v.Result = r => WithOutcome(r, o => o with { WeightNeeded = 1 })),
        new("an assumed rule is not shown", "V39", v => v.Result = r => WithOutcome(r, o => o with { Assumed = [] })),
        new("a reason is changed", "V39", v => v.Result = r => WithOutcome(r, o => o with { Reasons = o.Reasons.SetItem(0, "Because.") })),
        new("the journal computed another result", "V40", v => v.Plan = p => Replace<JournalData.ResultComputed>(p, _ => new JournalData.ResultComputed(Other))),
        new("another result is published", "V40", v => v.Plan = p => Replace<JournalData.Published>(p, _ => new JournalData.Published(Other))),
    ];

    private static IEnumerable<VoteTampering> Certificates =>
    [
        new("a stranger certifies", "V41", v =>
        {
            v.Certificates = c => c.SetItem(0, c[0] with { Certifier = "c9" });
            v.Plan = p => Replace<JournalData.Certified>(p, d => d with { Certifier = "c9" });
        }),
        new("a certifier signs with a key that the terms do not list", "V41", v => v.Certificates = c => c.SetItem(0, new SoftPasskey().Sign("c1", CertificateStatement.Certify, Challenge(c[0]), c[0].At))),
        new("a certifier signs with another's key", "V41", v => v.Certificates = c => c.SetItem(0, v.Passkeys[1].Sign("c1", CertificateStatement.Certify, Challenge(c[0]), c[0].At))),
        new("a certificate signs another result", "V42", v => v.Certificates = c => c.SetItem(0, v.Passkeys[0].Sign("c1", CertificateStatement.Certify, Other, c[0].At))),
        new("a certifier was not verified", "V42", v => v.Passkeys[0].Flags = 1),
        new("a certifier was not present", "V42", v => v.Passkeys[0].Flags = 4),
        new("a certificate is a registration", "V42", v => v.Passkeys[0].Type = "webauthn.create"),
        new("a certificate was made for another site", "V42", v => v.Passkeys[0].Origin = "https://vote.example.com"),
        new("a certificate's signature is varied", "V42", v => v.Certificates = c => c.SetItem(0, c[0] with { Signature = c[1].Signature })),
        new("a certificate's signature is no signature", "V42", v => v.Certificates = c => c.SetItem(0, c[0] with { Signature = new byte[] { 48, 2, 1 } })),
        new("a certifier dissents", "V43", v =>
        {
            v.Certificates = c => c.SetItem(1, c[1] with { Statement = CertificateStatement.Dissent, Words = "The roll was late." });
            v.Plan = p => p[p.FindLastIndex(d => d is JournalData.Certified)] = new JournalData.Certified(default, "c2", CertificateStatement.Dissent, default);
        }),
        new("a certificate is missing", "V43", v =>
        {
            v.Certificates = c => c.RemoveAt(1);
            v.Plan = p => p.RemoveAt(p.FindLastIndex(d => d is JournalData.Certified));
        }),
        new("the journal leaves a certificate out", "V44", v => v.Plan = p => p.RemoveAt(p.FindIndex(d => d is JournalData.Certified))),
        new("a dissenter's words are changed", "V44", v => v.Files = f => RecordTamperings.Text(f, "certificates.json", t => t.Replace("\"statement\":\"certify\",", "\"statement\":\"certify\",\"words\":\"Gladly.\","))),
        new("a certificate is dated anew", "V44", v => v.Files = f => RecordTamperings.Text(f, "certificates.json", t => t.Replace("2026-11-25T18:00:00Z", "2026-11-26T18:00:00Z"))),
        new("a dissent is published as a certificate", "V44", v =>
        {
            v.Passkeys.Add(new SoftPasskey());
            v.Certificates = c => c.SetItem(2, c[2] with { Statement = CertificateStatement.Dissent });
            v.Plan = p => p.Insert(p.Count - 1, new JournalData.Certified(default, "c3", CertificateStatement.Dissent, default));
            v.Files = f => RecordTamperings.Text(f, "certificates.json", t => t.Replace("dissent", "certify"));
        }),
        new("the journal turns a statement round", "V44", v => v.Plan = p => Replace<JournalData.Certified>(p, d => d with { Statement = CertificateStatement.Dissent })),
        new("a dossier is published on the eve of the vote", "V45", v => v.Terms = t => RecordTamperings.WithContest(t, c => c with
        {
            Units = c.Units.SetItem(0, c.Units[0] with { DossierPublishedAt = ForgedVote.Start.AddDays(-1) }),
        })),
    ];

    private static void SignedOff(List<JournalData> plan, Func<SignedOffUnit, SignedOffUnit> change) =>
        Replace<JournalData.SignedOff>(plan, d => d with { Units = d.Units.SetItem(1, change(d.Units[1])) });

    private static void Destroyed(List<JournalData> plan, Func<DestroyedUnit, DestroyedUnit> change) =>
        Replace<JournalData.KeyDestroyed>(plan, d => d with { Units = d.Units.SetItem(0, change(d.Units[0])) });

    private static SecondProofs WithFirst(SecondProofs proofs, Func<ImmutableArray<Proof>, ImmutableArray<Proof>> change) =>
        proofs with { Owners = proofs.Owners.SetItem(0, proofs.Owners[0] with { Proofs = [change(proofs.Owners[0].Proofs[0])] }) };

    private static Proof Varied(Proof proof) => proof with
    {
        Response = Group.Ed25519.TryParseScalar(proof.Response, out Scalar s) ? Group.Ed25519.FormatScalar(Group.Ed25519.Add(s, Scalar.One)) : "0",
    };

    private static ResultRecord WithUnit(ResultRecord result, Func<ResultUnit, ResultUnit> change) => result with { Units = result.Units.SetItem(0, change(result.Units[0])) };

    private static ResultRecord WithSheet(ResultRecord result, Func<UnitSheet, UnitSheet> change) => WithUnit(result, u => u with { Sheet = change(u.Sheet) });

    private static ResultRecord WithOutcome(ResultRecord result, Func<ContestOutcome, ContestOutcome> change) => result with { Outcomes = [change(result.Outcomes[0])] };

    // The hash that a certificate was made over.
    private static RecordHash Challenge(Certificate certificate)
    {
        using System.Text.Json.JsonDocument client = System.Text.Json.JsonDocument.Parse(certificate.ClientData);
        return RecordHash.FromBytes(System.Buffers.Text.Base64Url.DecodeFromChars(client.RootElement.GetProperty("challenge").GetString()));
    }
}
