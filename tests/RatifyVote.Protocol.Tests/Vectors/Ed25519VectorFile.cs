using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Proofs;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Tests.Kit;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Protocol.Tests.Vectors;

/// <summary>Makes tests/vectors/ed25519.json: a whole small election in Ed25519 whose every draw is listed.</summary>
internal sealed class Ed25519VectorFile
{
    private const string Vote = "1RatifyVoteVectors";
    private const string Uuid = "1UnitVectorsA1";
    private const int T = 2, N = 3, Members = 4, Spares = 1;

    private readonly JsonObject file = [];
    private readonly byte[] contestSecret = SHA256.HashData(Encoding.UTF8.GetBytes("ratifyvote vectors|contest secret"));
    private ThresholdTrustee[] trustees = [];
    private TrusteeList trusteeList = null!;
    private VerifiedTrustees verified = null!;
    private Scalar[] decryptionKeys = [];
    private Scalar[] secrets = [];

    private static Group Group => Group.Ed25519;

    internal Election Election { get; private set; } = null!;
    internal PublicCredentials Credentials { get; private set; } = null!;
    internal TrusteeList Trustees => trusteeList;
    internal List<Ballot> Ballots { get; } = [];

    internal Ed25519VectorFile()
    {
        file["about"] = "Known answers in Ed25519 for Belenios v1 and for what RatifyVote adds to it. Every key in here is public.";
        file["randomness"] = "A stream named X is SHA-256(X|0) || SHA-256(X|1) || ... (decimal counters). What is drawn from it are scalars only; \"draws\" lists them in the order drawn, so that the sampling itself need not be repeated.";
        AddGroup();
        AddTypedCredential();
        AddCeremony();
        AddChannel();
        AddCredentials();
        AddElection();
        AddBallots();
        AddTally();
    }

    /// <summary>The file's exact text.</summary>
    internal string Text { get => file.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n"; }

    private void AddGroup() => file["group"] = new JsonObject
    {
        ["g"] = Group.Encode(Group.Generator),
        ["identity"] = Group.Encode(Group.Identity),
        ["powers_of_g"] = Object(((int[])[2, 3, 5, 1000]).Select(n => (n.ToString(), Group.Encode(Group.PowerOfGenerator(Group.ScalarOf(n)))))),
        ["hash_to_scalar"] = Object(((string[])["", "abc", "Zürich|é"]).Select(s => (s, Group.FormatScalar(Group.HashToScalar(s))))),
    };

    private void AddTypedCredential()
    {
        const string Typed = "WsA7z-eAHokE-1nXs4-Uq1rAa";
        Scalar s = TypedCredential.Derive(Group, Uuid, Typed);
        file["typed_credential"] = new JsonObject
        {
            ["uuid"] = Uuid, ["credential"] = Typed, ["secret"] = Group.FormatScalar(s), ["public"] = Group.Encode(Group.PowerOfGenerator(s)),
        };
    }

    private void AddCeremony()
    {
        KeyCeremony ceremony = new(Group, N, T, Vote);
        string[] seeds = [.. Enumerable.Range(1, N).Select(i => ThresholdTrustee.NewSeed(new CounterStream($"seed {i}").Source))];
        trustees = [.. seeds.Select((seed, i) => new ThresholdTrustee(ceremony, i + 1, Vote, seed))];
        CounterStream[] streams = [.. Enumerable.Range(1, N).Select(i => new CounterStream($"trustee {i}"))];
        ImmutableArray<SignedMessage> certs = [.. trustees.Select((t, i) => t.MakeCert(streams[i].Source))];
        ImmutableArray<PolynomialMessage> polynomials = [.. trustees.Select((t, i) =>
            t.TryMakePolynomial(certs, streams[i].Source, out PolynomialMessage? m).IsNone ? m! : throw new InvalidOperationException())];
        ImmutableArray<VerificationOutput> outputs = [.. trustees.Select((t, i) =>
            t.TryMakeKey(certs, KeyCeremony.InputOf(i + 1, polynomials), streams[i].Source, out VerificationOutput? o).IsNone ? o! : throw new InvalidOperationException())];
        decryptionKeys = [.. trustees.Select((t, i) => t.TryOpenKey(outputs[i].PrivateKey, out Scalar key) is CeremonyFinding.Valid ? key : throw new InvalidOperationException())];
        trusteeList = new TrusteeList([ceremony.Assemble(certs, polynomials, outputs)]);
        verified = TrusteesVerifier.Verify(trusteeList, Group, Vote).Verified!;
        file["ceremony"] = new JsonObject
        {
            ["vote"] = Vote, ["size"] = N, ["threshold"] = T,
            ["draws_order"] = "cert: w of its signature; polynomial message: for the text to oneself and then for each secret j = 1..n: w of the inner signature, r, k of K = g^k; then w of the coefexps' signature, w of the certs_sig signature; output: w of the pok, w of the key's signature, then w, r, k of the private key's text",
            ["trustees"] = new JsonArray([.. trustees.Select((_, i) => (JsonNode)new JsonObject
            {
                ["index"] = i + 1,
                ["seed"] = seeds[i],
                ["sk"] = Reduced(SHA256.HashData(Encoding.UTF8.GetBytes("sk|" + seeds[i]))),
                ["dk"] = Reduced(SHA256.HashData(Encoding.UTF8.GetBytes("dk|" + seeds[i]))),
                ["coefficients"] = Strings(Enumerable.Range(0, T).Select(k => Reduced(SHA512.HashData(Encoding.UTF8.GetBytes($"rv-coef|{Vote}|{k}|{seeds[i]}"))))),
                ["commitment"] = CoefexpsMessage.Commitment(polynomials[i].Coefexps.Message).ToHex(),
                ["draws"] = Draws(streams[i]),
                ["cert"] = Written(certs[i]),
                ["polynomial_message"] = Utf8(polynomials[i].Write()),
                ["input"] = Utf8(KeyCeremony.InputOf(i + 1, polynomials).Write()),
                ["output"] = Utf8(outputs[i].Write()),
                ["decryption_key"] = Group.FormatScalar(decryptionKeys[i]),
            })]),
            ["record"] = Utf8(trusteeList.Write()),
            ["record_sha256"] = trusteeList.Hash.ToHex(),
            ["public_key"] = Group.Encode(verified.JointKey),
        };
    }

    private void AddChannel()
    {
        byte[] key = SHA256.HashData("key|example"u8), nonce = SHA256.HashData("iv|example"u8), plain = "{\"a\":\"seventeen bytes and more\"}"u8.ToArray();
        CounterStream stream = new("sign");
        string message = "rv-example|" + Uuid;
        Proof proof = trustees[0].SignMessage(message, stream.Source);
        file["aes_gcm_32_byte_nonce"] = new JsonObject
        {
            ["key"] = Convert.ToHexStringLower(key), ["nonce"] = Convert.ToHexStringLower(nonce), ["plain"] = Utf8(plain),
            ["sealed"] = Convert.ToHexStringLower(AesGcmLongNonce.Encrypt(key, nonce, plain)),
        };
        file["sigmsg"] = new JsonObject { ["key"] = "sk of trustee 1", ["message"] = message, ["draws"] = Draws(stream), ["proof"] = Json(proof) };
    }

    private void AddCredentials()
    {
        using CredentialKey key = new(Group, Uuid, contestSecret);
        const int Entries = Members + Spares;
        secrets = [.. Enumerable.Range(0, Entries).Select(key.Secret)];
        string[] texts = key.PublicTexts(Entries);
        Credentials = PublicCredentials.Of(texts);
        file["credentials"] = new JsonObject
        {
            ["uuid"] = Uuid,
            ["contest_secret"] = Convert.ToHexStringLower(contestSecret),
            ["key"] = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA512, contestSecret, 64, [], Encoding.UTF8.GetBytes("rv1/cred|" + Uuid))),
            ["entries"] = new JsonArray([.. Enumerable.Range(0, Entries).Select(i => (JsonNode)new JsonObject
            {
                ["i"] = i, ["secret"] = Group.FormatScalar(secrets[i]), ["public"] = texts[i], ["salt"] = Convert.ToHexStringLower(key.Salt(i)),
            })]),
            ["record"] = Utf8(Credentials.Write()),
            ["record_sha256"] = Credentials.Hash.ToHex(),
        };
    }

    private void AddElection()
    {
        Election = new Election
        {
            Uuid = Uuid, Name = "Ratification vote", Description = "Known answers: é \"quoted\" \\ </script>", Group = Group,
            PublicKey = Group.Encode(verified.JointKey),
            Questions = [new Question("Shall the tentative agreement be ratified?", ["Yes", "No"], true, 1, 1)],
            Administrator = "Union", CredentialAuthority = "Registrar",
            Binding = new ElectionBinding(RecordHash.OfText("terms"), "agreement", "Local 80", Credentials.Hash, RecordHash.OfText("roll"), Members, Spares),
        };
        file["election"] = new JsonObject { ["record"] = Utf8(Election.Write()), ["fingerprint"] = Election.Fingerprint };
    }

    private void AddBallots()
    {
        JsonArray made = [];
        foreach ((int entry, int[] choice) in ((int, int[])[])[(0, [0, 1, 0]), (1, [0, 0, 1]), (2, [1, 0, 0]), (0, [0, 0, 1])])
        {
            CounterStream stream = new($"ballot {made.Count}");
            Ballot ballot = new BallotMaker(Election).Make(secrets[entry], [choice], stream.Source);
            Ballots.Add(ballot);
            made.Add(BallotNode(Election, entry, [choice], stream, ballot));
        }

        file["draws_of_a_ballot"] = "per question: r of every slot; then per slot: (challenge, response) of the simulated branch, w; with blank: blank_proof's simulated (challenge, response), w; then overall_proof's simulated pairs in index order, w. Last: w of the signature. Of a neutral ballot: the same without the r.";
        file["ballots"] = made;
        AddOtherQuestions();
        CounterStream neutralStream = new("neutral ballot");
        Ballot neutral = new NeutralBallots(Election).Make(secrets[1], neutralStream.Source);
        JsonObject node = BallotNode(Election, 1, [[1, 0, 0]], neutralStream, neutral);
        node["randomness"] = Strings(Enumerable.Range(0, 3).Select(j => Group.FormatScalar(Group.HashToScalar($"rv-setaside|{Uuid}|{neutral.Credential}|{j}"))));
        file["neutral_ballot"] = node;
    }

    private void AddOtherQuestions()
    {
        Election other = Election with
        {
            Questions = [new Question("Plain?", ["Yes", "No"], false, 1, 1), new Question("Up to two?", ["A", "B", "C"], true, 0, 2)],
        };
        CounterStream stream = new("two questions");
        Ballot ballot = new BallotMaker(other).Make(secrets[3], [[1, 0], [0, 1, 0, 1]], stream.Source);
        JsonObject node = BallotNode(other, 3, [[1, 0], [0, 1, 0, 1]], stream, ballot);
        node["election_record"] = Utf8(other.Write());
        file["ballot_two_questions"] = node;
    }

    private void AddTally()
    {
        BallotVerifier verifier = new(Election, Credentials);
        TallyAccumulator accumulator = new(Election);
        foreach (Ballot ballot in Ballots.GroupBy(b => b.Credential).Select(g => g.Last()))
        {
            if (verifier.Verify(ballot, out VerifiedBallot? v) is not BallotFinding.Valid) throw new InvalidOperationException();
            accumulator.Add(v!.Ciphertexts, v.Weight);
        }

        EncryptedTally tally = accumulator.ToTally();
        TallyOpening opening = TallyOpening.Of(Election, verified, tally, accumulator.TotalWeight)!;
        List<VerifiedDecryption> decryptions = [];
        List<OwnedSecondProofs> seconds = [];
        JsonArray nodes = [];
        foreach (int owner in (int[])[1, 3])
        {
            CounterStream stream = new($"decryption {owner}");
            (PartialDecryption decryption, OwnedSecondProofs second) = TallyDecryptor.Decrypt(Election, tally, owner, decryptionKeys[owner - 1], stream.Source);
            if (opening.Verify(owner, decryption, out VerifiedDecryption? v) is not DecryptionFinding.Valid) throw new InvalidOperationException();
            decryptions.Add(v!);
            seconds.Add(second);
            nodes.Add(new JsonObject
            {
                ["owner"] = owner, ["draws"] = Draws(stream), ["partial_decryption"] = Utf8(decryption.Write()),
                ["owned"] = Utf8(new OwnedDecryption(owner, RecordHash.Of(decryption.Write())).Write()), ["second_proofs"] = Utf8(second.Write()),
            });
        }

        if (opening.Open(decryptions, out ElectionResult? result) is not ResultFinding.Valid) throw new InvalidOperationException();
        file["tally"] = new JsonObject
        {
            ["encrypted_tally"] = Utf8(tally.Write()),
            ["encrypted_tally_sha256"] = RecordHash.Of(tally.Write()).ToHex(),
            ["sized_encrypted_tally"] = Utf8(accumulator.Size(tally).Write()),
            ["draws_order"] = "w of every slot's Belenios proof in order, then w of every slot's second proof",
            ["decryptions"] = nodes,
            ["lagrange_weights_of_1_and_3"] = Strings(Lagrange.AtZero(Group, [1, 3]).Select(Group.FormatScalar)),
            ["proofs2"] = Utf8(new SecondProofs([.. seconds]).Write()),
            ["result"] = Utf8(result!.Write()),
        };
    }

    private JsonObject BallotNode(Election election, int entry, int[][] choices, CounterStream stream, Ballot ballot) => new()
    {
        ["entry"] = entry,
        ["secret"] = Group.FormatScalar(secrets[entry]),
        ["choices"] = new JsonArray([.. choices.Select(q => (JsonNode)new JsonArray([.. q.Select(m => (JsonNode)m)]))]),
        ["draws"] = Draws(stream),
        ["hashed_in_order"] = new JsonArray([.. BallotTranscript.Of(election, ballot).Select(h => (JsonNode)new JsonObject
        {
            ["proof"] = h.Proof, ["text"] = h.Hashed, ["scalar"] = Group.FormatScalar(Group.HashToScalar(h.Hashed)),
        })]),
        ["signed_hash"] = ballot.Signature.Hash,
        ["ballot"] = Utf8(ballot.Write()),
        ["tracker"] = ballot.Tracker().ToString(),
    };

    private static JsonNode Draws(CounterStream stream) => Strings(stream.Scalars(Group).Select(Group.FormatScalar));

    private static string Reduced(byte[] bytes) => Group.FormatScalar(Group.ReduceBigEndian(bytes));

    private static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static JsonNode Json(Proof proof) => new JsonObject { ["challenge"] = proof.Challenge, ["response"] = proof.Response };

    private static string Written(SignedMessage signed)
    {
        CanonicalWriter writer = new();
        SignedMessage.Write(writer, signed);
        return writer.ToString();
    }

    private static JsonArray Strings(IEnumerable<string> values) => [.. values.Select(v => (JsonNode)v)];

    private static JsonObject Object(IEnumerable<(string Key, string Value)> members) =>
        new(members.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value)));
}
