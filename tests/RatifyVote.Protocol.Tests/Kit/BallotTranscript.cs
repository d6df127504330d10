using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Tests.Kit;

/// <summary>What is hashed in a ballot, worked out again from the text of belenios-format section 7, one power at a time and
/// sharing no code with the verifier.</summary>
public static class BallotTranscript
{
    /// <summary>The name of each proof and the exact text whose hash is its challenge, in the order in which a prover makes them.</summary>
    public static IEnumerable<(string Proof, string Hashed)> Of(Election election, Ballot ballot)
    {
        Group group = election.Group;
        string s0 = election.Fingerprint + "|" + ballot.Credential;
        for (int q = 0; q < ballot.Answers.Length; q++)
        {
            Answer answer = ballot.Answers[q];
            Question question = election.Questions[q];
            for (int i = 0; i < answer.Choices.Length; i++)
            {
                (Ciphertext, int)[] bit = [(answer.Choices[i], 0), (answer.Choices[i], 1)];
                yield return ($"individual {q},{i}", $"prove|{s0}|{answer.Choices[i].Alpha},{answer.Choices[i].Beta}|{Pairs(election, bit, answer.IndividualProofs[i])}");
            }

            string s = s0 + "|" + string.Join(',', answer.Choices.Select(c => $"{c.Alpha},{c.Beta}"));
            Ciphertext sum = Product(group, question.Blank ? [.. answer.Choices.Skip(1)] : [.. answer.Choices]);
            List<(Ciphertext, int)> allowed = [.. Enumerable.Range(question.Min, question.Max - question.Min + 1).Select(m => (sum, m))];
            if (question.Blank)
            {
                yield return ($"blank {q}", $"bproof0|{s}|{Pairs(election, [(answer.Choices[0], 0), (sum, 0)], answer.BlankProof!.Value)}");
                allowed.Insert(0, (answer.Choices[0], 1));
            }

            string prefix = question.Blank ? $"bproof1|{s}|" : $"prove|{s}|{sum.Alpha},{sum.Beta}|";
            yield return ($"overall {q}", prefix + Pairs(election, allowed, answer.OverallProof));
        }

        Element c = Member(group, ballot.Credential);
        (Scalar challenge, Scalar response) = Read(group, ballot.Signature.Proof);
        Element a = group.Multiply(group.PowerOfGenerator(response), group.Power(c, challenge));
        yield return ("signature", $"sig|{ballot.Signature.Hash}|{group.Encode(a)}");
    }

    private static string Pairs(Election election, IReadOnlyList<(Ciphertext Ciphertext, int Claims)> statements, IReadOnlyList<Proof> proofs)
    {
        Group group = election.Group;
        Element y = Member(group, election.PublicKey);
        List<string> pairs = [];
        for (int j = 0; j < statements.Count; j++)
        {
            (Scalar challenge, Scalar response) = Read(group, proofs[j]);
            Element alpha = Member(group, statements[j].Ciphertext.Alpha), beta = Member(group, statements[j].Ciphertext.Beta);
            Element claimed = group.PowerOfGenerator(group.ScalarOf(statements[j].Claims));
            Element a = group.Multiply(group.PowerOfGenerator(response), group.Power(alpha, challenge));
            Element b = group.Multiply(group.Power(y, response), group.Power(group.Multiply(beta, group.Invert(claimed)), challenge));
            pairs.Add(group.Encode(a));
            pairs.Add(group.Encode(b));
        }

        return string.Join(',', pairs);
    }

    private static Ciphertext Product(Group group, Ciphertext[] ciphertexts) => new(
        group.Encode(ciphertexts.Aggregate(group.Identity, (p, c) => group.Multiply(p, Member(group, c.Alpha)))),
        group.Encode(ciphertexts.Aggregate(group.Identity, (p, c) => group.Multiply(p, Member(group, c.Beta)))));

    private static Element Member(Group group, string text) => group.TryDecode(text, out Element e) ? e : throw new InvalidDataException(text);

    private static (Scalar Challenge, Scalar Response) Read(Group group, Proof proof) =>
        group.TryParseScalar(proof.Challenge, out Scalar c) && group.TryParseScalar(proof.Response, out Scalar r) ? (c, r) : throw new InvalidDataException();
}
