// V30 to V35: trustees saw the same board, then decrypted, with both proofs. Ref: secrecy design C-20, C-21.
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Trustees;
using static RatifyVote.Verifier.Checks.VoteChecks;

namespace RatifyVote.Verifier.Checks;

internal static class AttestationChecks
{
    public static void Run(VoteUnderCheck vote, UnitUnderCheck unit)
    {
        if (vote.Terms is not { } terms) return;
        if (unit.Attestations is { } file) CheckAttestations(vote, unit, file, terms.Trustees);
        if (vote.Log.HasPassed(V18) && unit.Log.HasPassed(V30) && unit.Attestations is { } attested && unit.ChainPassed) CheckOrder(unit, attested, terms.Trustees.Threshold);
        CheckSecondProofs(unit);
    }

    private static void CheckAttestations(VoteUnderCheck vote, UnitUnderCheck unit, AttestationsFile file, TrusteesTerms terms)
    {
        int[] owners = [.. file.Attestations.Select(a => a.Owner)];
        bool distinct = owners.Zip(owners.Skip(1)).All(pair => pair.First < pair.Second) && owners.All(o => o <= terms.Size);
        bool enough = unit.Log.Require(V30, distinct && owners.Length >= terms.Threshold, "attestations", $"They are not of at least {terms.Threshold} trustees, each once, in order.");
        if (vote.Log.HasPassed(V18) && unit is { ChainPassed: true, SignedOff: { } signedOff, KeyDestroyedLine: { } line }
            && unit.Board is { EndBallotsHash: { } end, TallyHash: { } tally })
        {
            AttestedContent seen = new(end, tally, signedOff.Root, line);
            unit.Log.Require(V31, file.Attestations.All(a => a.Content == seen), "attestations", "A trustee attested another board, tally, sign-off or destruction.");
        }

        if (!enough || unit.Board.Trustees is not { Items: [{ CertKeys: { Length: > 0 } keys }] } trustees) return;
        Attestation? forged = file.Attestations.FirstOrDefault(a => a.Owner > keys.Length
            || a.Verify(trustees.Group, keys[a.Owner - 1], unit.Uuid) is not ProofFinding.Valid);
        unit.Log.Require(V32, forged is null, $"attestation of trustee {forged?.Owner}", "It is not signed with the key of the trustee's certificate.");
    }

    private static void CheckOrder(UnitUnderCheck unit, AttestationsFile file, int threshold)
    {
        bool same = unit.Attested.Order().SequenceEqual(file.Attestations.Select(a => a.Owner))
            && unit.Decrypted.Order().SequenceEqual(unit.Board.Owners.Order());
        bool before = unit.AttestedBeforeDecryption >= threshold && unit.Decrypted.TrueForAll(unit.Attested.Contains);
        unit.Log.Require(V33, same && before, "journal", "Fewer than t trustees attested before the first decrypted, or others did than the journal says.");
    }

    private static void CheckSecondProofs(UnitUnderCheck unit)
    {
        if (unit.SecondProofs is not { } second || unit.Board.Opening is not { } opening || !unit.BoardPassed(BoardChecks.OfDecryptions.AsSpan())) return;
        VerifiedDecryption[] decryptions = [.. unit.Board.Decryptions.OrderBy(d => d.Owner)];
        bool owners = second.Owners.Select(o => o.Owner).SequenceEqual(decryptions.Select(d => d.Owner));
        DecryptionFinding[] findings = owners ? [.. decryptions.Zip(second.Owners, opening.VerifySecond)] : [];
        bool complete = owners && findings.All(f => f is not (DecryptionFinding.WrongShape or DecryptionFinding.UnknownOwner));
        if (unit.Log.Require(V34, complete, "second proofs", "They are not one per decryption factor."))
            unit.Log.Require(V35, findings.All(f => f is DecryptionFinding.Valid), "second proofs", "A second proof is wrong.");
    }
}
