using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Tests.Kit;
using static RatifyVote.Protocol.Tests.Tamper.Tampering;

namespace RatifyVote.Protocol.Tests.Tamper;

/// <summary>Checks Y, D and R: tally, decryptions, result.</summary>
internal static class TallyTamperings
{
    private static readonly Group Group = Group.Ed25519;

    public static IEnumerable<Tampering> All =>
    [
        Of("the size names another tally", "Y01", f => f.Sized = s => s with { Tally = RecordHash.OfText("x") }),
        Of("the tally has a key of its own", "Y02", f => f.TallyText = t => t.Replace(",\"beta\"", ", \"beta\"")),
        Of("a ciphertext of the tally has a key of its own", "Y01", f => f.TallyText = t => t.Replace("{\"alpha\"", "{\"note\":1,\"alpha\"")),
        Of("a ballot is left out of the tally", "Y02", f => f.Tally = t => Multiplied(t, f.Make(5, 0, 1, 0).Answers[0].Choices)),
        Of("a slot of the tally is exchanged with another", "Y02", f => f.Tally = t => new EncryptedTally([[t.Questions[0][0], t.Questions[0][2], t.Questions[0][1]]])),
        Of("the tally says more ballots", "Y03", f => f.Sized = s => s with { NumTallied = s.NumTallied + 1 }),
        Of("the tally says a larger weight", "Y04", f => f.Sized = s => s with { TotalWeight = 1_000_000 }),
        Of("a decryption stands under another's name", "D01", f => f.Owned = o => o with { Payload = RecordHash.OfText("x") }),
        Of("a stranger decrypts too", "D02", f => f.Owners = [1, 2, 9]),
        Of("a trustee decrypts twice", "D03", f => f.Owners = [1, 2, 1]),
        Of("a decryption leaves a slot out", "D04", f => f.Decryption = (owner, d) => owner == 1 ? new PartialDecryption([d.Factors[0].RemoveAt(2)], [d.Proofs[0].RemoveAt(2)]) : d),
        Of("a decryption factor is outside the group", "D05", f => f.Decryption = (owner, d) => owner == 1 ? d with { Factors = [d.Factors[0].SetItem(1, SetupTamperings.NotMember)] } : d),
        Of("a decryption factor is another's", "D06", f => f.Decryption = (owner, d) => owner == 2 ? d with { Factors = [d.Factors[0].SetItem(1, d.Factors[0][2])] } : d),
        Of("a decryption proof is varied", "D06", f => f.Decryption = (owner, d) => owner == 2 ? d with { Proofs = [d.Proofs[0].SetItem(1, BallotTamperings.PlusOne(d.Proofs[0][1]))] } : d),
        Of("a wrong decryption stands beside enough right ones", "D06", f =>
        {
            f.Owners = [1, 2, 3];
            f.Decryption = (owner, d) => owner == 3 ? d with { Factors = [d.Factors[0].SetItem(0, d.Factors[0][1])] } : d;
        }),
        Of("too few trustees decrypted", "D07", f => f.Owners = [2]),
        OfPlain("one of two who must decrypt did not", "D07", f => f.Owners = [1]),
        Of("the result has a key of its own", "R01", f => f.ResultText = t => t.Replace("}", ",\"note\":1}")),
        Of("a count is a text", "R01", f => f.ResultText = t => t.Replace("[[1,", "[[\"1\",")),
        Of("a count is raised by the group's order", "R01", f => f.ResultText = t => t.Replace("[[1,", "[[\"7237005577332262213973186563042994240857116359379907606001950938285454250990\",")),
        Of("a count is left out", "R02", f => f.Counts = c => c[..2]),
        Of("a count exceeds all ballots", "R03", f => f.Counts = c => [c[0], c[1] + 4, c[2]]),
        Of("a vote is moved from No to Yes in the result", "R04", f => f.Counts = c => [c[0], c[1] + 1, c[2] - 1]),
        Of("a trustee shifts its factor by what Belenios's proof leaves out", "R04", f => f.Decryption = (owner, d) => owner == 1 ? Shifted(f, owner, d) : d),
    ];

    private static EncryptedTally Multiplied(EncryptedTally tally, IEnumerable<Ciphertext> by) => new([[.. tally.Questions[0].Zip(by, (a, b) =>
        new Ciphertext(Product(a.Alpha, b.Alpha), Product(a.Beta, b.Beta)))]]);

    private static string Product(string a, string b)
    {
        Assert.True(Group.TryDecode(a, out Element x));
        Assert.True(Group.TryDecode(b, out Element y));
        return Group.Encode(Group.Multiply(x, y));
    }

    /// <summary>The forgery of belenios-format section 11: the proof hashes neither alpha nor f, so f may be chosen after the challenge.</summary>
    internal static PartialDecryption Shifted(ForgedBoard f, int owner, PartialDecryption honest)
    {
        Scalar x = f.Trustees.Keys[owner];
        Assert.True(Group.TryDecode(f.TallyAlpha(1), out Element alpha));
        Scalar w = Group.RandomScalar(f.Random), e = Group.RandomScalar(f.Random);
        string key = Group.Encode(Group.PowerOfGenerator(x));
        string a = Group.Encode(Group.PowerOfGenerator(w));
        string b = Group.Encode(Group.Multiply(Group.Power(alpha, w), Group.PowerOfGenerator(e)));
        Scalar challenge = Group.HashToScalar($"decrypt|{f.Election.Fingerprint}|{key}|{a},{b}");
        Scalar response = Group.Subtract(w, Group.Multiply(x, challenge));
        Scalar shift = Group.Multiply(e, Group.Invert(challenge));
        string factor = Group.Encode(Group.Multiply(Group.Power(alpha, x), Group.PowerOfGenerator(shift)));
        return new PartialDecryption(
            [honest.Factors[0].SetItem(1, factor)],
            [honest.Proofs[0].SetItem(1, new Proof(Group.FormatScalar(challenge), Group.FormatScalar(response)))]);
    }
}
