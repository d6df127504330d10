// The ballot that replaces a set-aside one: provably blank to anyone. Ref: secrecy design C-09.
// r_j = HASH("rv-setaside|" uuid "|" ser(C) "|" j), j counting the slots of all questions from 0; so alpha_j = g^r_j and
// beta_j = y^r_j g^[slot is "blank"] can be recomputed from the archive alone. Nothing here is secret but the credential
// that signs.
using System.Collections.Immutable;
using System.Globalization;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Proofs;

namespace RatifyVote.Protocol.Ballots;

/// <summary>Makes and recognises the neutral ballots of one election. Every question must allow blank.</summary>
public sealed class NeutralBallots
{
    private readonly Election election;
    private readonly Group group;
    private readonly BallotMaker maker;
    private readonly Element y;

    /// <summary>Throws when a question does not allow blank or the election key is not a member of its group.</summary>
    public NeutralBallots(Election election)
    {
        if (!election.Questions.All(q => q.Blank)) throw new ArgumentException("Every question must allow blank.", nameof(election));
        this.election = election;
        group = election.Group;
        maker = new BallotMaker(election);
        y = group.TryDecode(election.PublicKey, out Element key) ? group.Prepare(key) : group.Identity;
    }

    /// <summary>The neutral ballot of a private credential: blank, with ordinary proofs and signature.</summary>
    public Ballot Make(Scalar credential, RandomSource random)
    {
        string text = group.Encode(group.PowerOfGenerator(credential));
        IReadOnlyList<int>[] choices = [.. election.Questions.Select(q => (IReadOnlyList<int>)[1, .. Enumerable.Repeat(0, q.Answers.Length)])];
        return maker.Make(credential, choices, () => group.RandomScalar(random), j => Randomness(text, j));
    }

    /// <summary>The ciphertexts of the neutral ballot of a public credential, through all questions in order. The public cast
    /// endpoint refuses a ballot that holds one of them.</summary>
    public ImmutableArray<Ciphertext> CiphertextsOf(string credential)
    {
        List<Element> elements = [];
        int j = 0;
        foreach (Question question in election.Questions)
        {
            for (int slot = 0; slot < question.Slots; slot++, j++)
            {
                Scalar r = Randomness(credential, j);
                Element beta = group.ProductOfPowersVarTime([y, group.Generator], [r, slot == 0 ? Scalar.One : Scalar.Zero]);
                elements.Add(group.PowerVarTime(group.Generator, r));
                elements.Add(beta);
            }
        }

        string[] encoded = group.EncodeAll(elements.ToArray());
        return [.. Enumerable.Range(0, j).Select(i => new Ciphertext(encoded[2 * i], encoded[2 * i + 1]))];
    }

    /// <summary>Whether the ballot is exactly a neutral one of its own credential. Its proofs are judged like any other's.</summary>
    public bool Recognise(Ballot ballot)
    {
        IEnumerable<Ciphertext> all = ballot.Answers.SelectMany(a => a.Choices);

        // One power tells almost every other ballot apart.
        string firstAlpha = group.Encode(group.PowerVarTime(group.Generator, Randomness(ballot.Credential, 0)));
        return all.FirstOrDefault()?.Alpha == firstAlpha && all.SequenceEqual(CiphertextsOf(ballot.Credential));
    }

    private Scalar Randomness(string credential, int j) =>
        group.HashToScalar(string.Create(CultureInfo.InvariantCulture, $"rv-setaside|{election.Uuid}|{credential}|{j}"));
}
