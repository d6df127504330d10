using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tests.Kit;
using static RatifyVote.Protocol.Tests.Tamper.Tampering;

namespace RatifyVote.Protocol.Tests.Tamper;

/// <summary>Checks B: ballots. Index 1 is the ballot of entry 1, a No.</summary>
internal static class BallotTamperings
{
    private static readonly Group Group = Group.Ed25519;

    public static IEnumerable<Tampering> All =>
    [
        Of("an answer has a key of its own", "B01", f => f.BallotTexts = t => t[1] = t[1].Replace("{\"choices\"", "{\"note\":1,\"choices\"")),
        Of("an answer names a key twice", "B01", f => f.BallotTexts = t => t[1] = t[1].Replace("\"blank_proof\"", "\"blank_proof\":[],\"blank_proof\"")),
        Of("keys of an answer stand in another order", "B01", f => f.BallotTexts = t => t[1] = Swapped(t[1])),
        Of("a response has a leading zero", "B01", f => f.BallotTexts = t => t[1] = First(t[1], "\"response\":\"", "\"response\":\"0")),
        Of("a response is in hexadecimal", "B01", f => f.BallotTexts = t => t[1] = First(t[1], "\"response\":\"", "\"response\":\"0x")),
        Of("a ciphertext is in upper case", "B01", f => f.Ballots = b => b[1] = Resigned(f, 1, b[1], c => new Ciphertext(c.Alpha.ToUpperInvariant(), c.Beta))),
        Of("a ballot has blanks in it", "B01", f => f.BallotTexts = t => t[1] = t[1].Replace("\":", "\": ")),
        Of("a ballot ends with a newline", "B01", f => f.BallotTexts = t => t[1] += "\n"),
        Of("a ballot is not JSON", "B01", f => f.BallotTexts = t => t[1] = "ballot"),
        Of("a number is escaped where it need not be", "B01", f => f.BallotTexts = t => t[1] = First(t[1], "\"alpha\"", "\"\\u0061lpha\"")),
        Of("an old ballot is replayed to undo a revote", "B02", f => f.BallotTexts = t => t.Add(t[0])),
        Of("an old ballot is replayed without being sent again", "B02", f => f.Steps = s => s.Insert(6, s[1] with { Records = [], Payload = s[1].Payload })),
        Of("a ballot was made for another election", "B03", f => f.Ballots = b => b[1] = f.Resign(1, b[1] with { ElectionHash = new string('A', 43) })),
        Of("a ballot names another uuid", "B03", f => f.Ballots = b => b[1] = f.Resign(1, b[1] with { ElectionUuid = "2voteVoteVote2" })),
        Of("a stranger cast a ballot", "B04", f => f.Ballots = b => b[1] = f.Maker.Make(Group.ScalarOf(7), [[0, 1, 0]], f.Random)),
        Of("a ballot has no blank proof", "B05", f => f.Ballots = b => b[1] = f.Resign(1, WithAnswer(b[1], a => a with { BlankProof = null }))),
        Of("a ballot has no blank slot, so that it blocks the tally", "B05", f => f.Ballots = b => b[1] = NoBlankSlot(f)),
        Of("a ballot has a proof too many", "B05", f => f.Ballots = b => b[1] = f.Resign(1, WithAnswer(b[1], a => a with { OverallProof = a.OverallProof.Add(a.OverallProof[0]) }))),
        Of("a ballot answers a question twice", "B05", f => f.Ballots = b => b[1] = f.Resign(1, b[1] with { Answers = b[1].Answers.Add(b[1].Answers[0]) })),
        OfPlain("a ballot has a blank proof where blank is not allowed", "B05", f => f.Ballots = b => b[1] = f.Resign(1, WithAnswer(b[1], a => a with { BlankProof = a.OverallProof })), blank: false),
        Of("a ballot carries the signature of another", "B06", f => f.Ballots = b => b[0] = b[0] with { Signature = b[3].Signature }),
        Of("a response is larger than the group's order", "B07", f => f.Ballots = b => b[1] = f.Resign(1, WithAnswer(b[1], a => a with { OverallProof = a.OverallProof.SetItem(0, PlusOrder(a.OverallProof[0])) }))),
        Of("a ballot is signed with another credential", "B08", f => f.Ballots = b => b[1] = f.Resign(2, b[1])),
        Of("a signature is varied", "B08", f => f.Ballots = b => b[1] = b[1] with { Signature = b[1].Signature with { Proof = PlusOne(b[1].Signature.Proof) } }),
        Of("a ciphertext is outside the group", "B09", f => f.Ballots = b => b[1] = Resigned(f, 1, b[1], c => new Ciphertext(SetupTamperings.NotMember, c.Beta))),
        Of("a slot holds 2", "B10", f => f.Ballots = b => b[1] = Resigned(f, 1, b[1], c => new Ciphertext(c.Alpha, Times(c.Beta, 1)))),
        Of("a slot holds 500", "B10", f => f.Ballots = b => b[1] = Resigned(f, 1, b[1], c => new Ciphertext(c.Alpha, Times(c.Beta, 499)))),
        Of("a slot holds less than nothing", "B10", f => f.Ballots = b => b[1] = Resigned(f, 1, b[1], c => new Ciphertext(c.Alpha, Times(c.Beta, -2)))),
        Of("an abstainer's ballot is another's vote to the power of 50", "B10", f => f.Ballots = b => b.Add(Powered(f, b[1]))),
        Of("a ballot is blank and Yes at once", "B11", f => f.Ballots = b => b[1] = f.Resign(1, Mixed(f, b[1], [1, 0, 0], [0, 1, 0], [1, 0, 0]))),
        Of("an overall proof is varied", "B12", f => f.Ballots = b => b[1] = f.Resign(1, WithAnswer(b[1], a => a with { OverallProof = a.OverallProof.SetItem(1, PlusOne(a.OverallProof[1])) }))),
        OfPlain("a ballot chooses both answers", "B12", f => f.Ballots = b => b[1] = f.Resign(1, Mixed(f, b[1], [1, 0], [0, 1])), blank: false),
        OfPlain("a ballot chooses no answer", "B12", f => f.Ballots = b => b[1] = f.Resign(1, Mixed(f, b[1], [0, 1], [1, 0])), blank: false),
        Of("a ballot copies the ciphertexts of another", "B13", f => f.Ballots = b =>
        {
            b[1] = SameRandomness(f, 1);
            b[4] = SameRandomness(f, 3);
        }),
        Of("a ballot repeats one ciphertext of the ballot it supersedes", "B13", f => f.Ballots = b =>
        {
            b[0] = SameRandomness(f, 0);
            b[3] = SameRandomness(f, 0);
        }),
        Of("an entry is set aside twice", "B13", f => f.SetAside.AddRange([1, 1])),
        Of("an ordinary ballot follows a neutral one", "B14", f =>
        {
            f.SetAside.Add(1);
            f.Ballots = b => b.Add(f.Make(2, 0, 1, 0));
        }),
        Of("a neutral ballot supersedes none", "B14", f => f.SetAside.Add(5)),
    ];

    private static Ballot Resigned(ForgedBoard f, int entry, Ballot ballot, Func<Ciphertext, Ciphertext> change) =>
        f.Resign(entry, WithAnswer(ballot, a => a with { Choices = a.Choices.SetItem(2, change(a.Choices[2])) }));

    private static Ballot WithAnswer(Ballot ballot, Func<Answer, Answer> change) => ballot with { Answers = [change(ballot.Answers[0])] };

    private static Ballot NoBlankSlot(ForgedBoard f)
    {
        ForgedBoard plain = new(f.Trustees, ours: false, blank: false);
        plain.Build();
        return f.Resign(1, f.Make(1, 0, 1, 0) with { Answers = plain.Make(1, 1, 0).Answers });
    }

    // A slot's proof binds the fingerprint, the credential and its own ciphertext only, so slots of different ballots can be mixed.
    private static Ballot Mixed(ForgedBoard f, Ballot ballot, params int[][] choices)
    {
        Answer[] made = [.. choices.Select(c => f.Make(1, c).Answers[0])];
        return WithAnswer(ballot, a => a with
        {
            Choices = [.. made.Select((m, i) => m.Choices[i])],
            IndividualProofs = [.. made.Select((m, i) => m.IndividualProofs[i])],
        });
    }

    private static Ballot Powered(ForgedBoard f, Ballot victim)
    {
        Scalar fifty = Group.ScalarOf(50);
        Ballot own = f.Make(6, 0, 1, 0);
        return f.Resign(6, WithAnswer(own, a => a with
        {
            Choices = [.. victim.Answers[0].Choices.Select(c => new Ciphertext(Powered(c.Alpha, fifty), Powered(c.Beta, fifty)))],
        }));
    }

    private static Ballot SameRandomness(ForgedBoard f, int entry) =>
        f.Maker.Make(f.Secrets[entry], [[0, 1, 0]], () => Group.RandomScalar(f.Random), slot => Group.ScalarOf(slot + 1000));

    private static string Powered(string element, Scalar exponent) => Group.TryDecode(element, out Element x) ? Group.Encode(Group.Power(x, exponent)) : element;

    private static string Times(string element, int exponent)
    {
        Scalar s = exponent < 0 ? Group.Negate(Group.ScalarOf(-exponent)) : Group.ScalarOf(exponent);
        return Group.TryDecode(element, out Element x) ? Group.Encode(Group.Multiply(x, Group.PowerOfGenerator(s))) : element;
    }

    internal static Proof PlusOne(Proof proof) => proof with
    {
        Response = Group.TryParseScalar(proof.Response, out Scalar s) ? Group.FormatScalar(Group.Add(s, Scalar.One)) : proof.Response,
    };

    private static Proof PlusOrder(Proof proof) => proof with
    {
        Response = (System.Numerics.BigInteger.Parse(proof.Response) + System.Numerics.BigInteger.Pow(2, 252)
            + System.Numerics.BigInteger.Parse("27742317777372353535851937790883648493")).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static string First(string text, string old, string replacement)
    {
        int at = text.IndexOf(old, StringComparison.Ordinal);
        return text[..at] + replacement + text[(at + old.Length)..];
    }

    private static string Swapped(string text)
    {
        int overall = text.IndexOf("\"overall_proof\"", StringComparison.Ordinal);
        int blank = text.IndexOf(",\"blank_proof\"", StringComparison.Ordinal);
        int end = text.IndexOf("}]}]", blank, StringComparison.Ordinal) + 2;
        return text[..overall] + text[(blank + 1)..end] + "," + text[overall..blank] + text[end..];
    }
}
