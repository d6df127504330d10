using System.Security.Cryptography;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Trustees.Ceremonies;
using RatifyVote.Web.Trustees.Decryptions;
using RatifyVote.Web.Votes;

namespace RatifyVote.Web.Demo;

/// <summary>Plays the three trustees. Only here does the server's machine hold their seeds: the union is invented, and the files are on the sheet.</summary>
internal sealed class DemoTrustees(UseCases use, DemoSheet sheet)
{
    public const int Threshold = 2;
    private readonly Dictionary<(string Vote, int Owner), string> seeds = [];

    public IReadOnlyList<DemoPerson> People => [.. sheet.People.Where(person => person.Role == "Trustee")];

    public async Task HoldCeremonyAsync(string vote, CancellationToken ct)
    {
        IReadOnlyList<DemoPerson> people = People;
        KeyCeremony rules = new(Group.Ed25519, people.Count, Threshold, vote);
        ThresholdTrustee[] trustees = [.. people.Select((_, at) => new ThresholdTrustee(rules, at + 1, vote, seeds[(vote, at + 1)] = ThresholdTrustee.NewSeed(SystemRandom.Source)))];
        await EachAsync(people, (person, _) => use.AskAsync<TakeSeat, CeremonyAnswer>(take => take.RunAsync(vote, person.Account, ct)));
        await EachAsync(people, (person, at) => use.AskAsync<ReceiveMessage, CeremonyAnswer>(receive => receive.CertAsync(vote, person.Account, trustees[at].MakeCert(SystemRandom.Source), ct)));
        OneCeremony seen = await ReadAsync(vote, ct);
        await EachAsync(people, async (person, at) =>
        {
            Require(trustees[at].TryMakePolynomial(seen.Certs, SystemRandom.Source, out PolynomialMessage? message));
            return await use.AskAsync<ReceiveMessage, CeremonyAnswer>(receive => receive.PolynomialAsync(vote, person.Account, message!, ct));
        });
        seen = await ReadAsync(vote, ct);
        await EachAsync(people, async (person, at) =>
        {
            Require(trustees[at].TryMakeKey(seen.Certs, KeyCeremony.InputOf(at + 1, seen.Polynomials), SystemRandom.Source, out VerificationOutput? output));
            return await use.AskAsync<ReceiveMessage, CeremonyAnswer>(receive => receive.OutputAsync(vote, person.Account, output!, ct));
        });
        seen = await ReadAsync(vote, ct);
        await EachAsync(people, async (person, at) =>
        {
            KeyCheck check = KeyCheck.Make(Group.Ed25519, OpenKey(trustees[at], seen, at), vote, at + 1, seen.Seats[at].Nonce!, SystemRandom.Source);
            return await use.AskAsync<ReceiveMessage, CeremonyAnswer>(receive => receive.KeyCheckAsync(vote, person.Account, check, ct));
        });
        foreach ((DemoPerson person, int at) in people.Select((person, at) => (person, at)))
        {
            sheet.KeyFiles.Add(new(vote, at + 1, person.Name, TrusteeKeyFile.Write(vote, at + 1, seeds[(vote, at + 1)], DemoSheet.Password)));
        }
    }

    /// <summary>Attests and decrypts every unit. That every proof holds is checked once more by the count before anyone certifies.</summary>
    public async Task OpenTallyAsync(string vote, CancellationToken ct)
    {
        OneCeremony ceremony = await ReadAsync(vote, ct);
        IReadOnlyList<UnitSummary> units = await use.AskAsync<VoteQueries, IReadOnlyList<UnitSummary>>(votes => votes.UnitsAsync(vote, ct));
        foreach (UnitSummary unit in units)
        {
            SealedTally tally = (await use.AskAsync<SealedTallies, SealedTally?>(tallies => tallies.FindAsync(unit.Uuid, ct)))!;
            for (int at = 0; at < Threshold; at++)
            {
                Attestation attestation = new(at + 1, tally.Content, Trustee(ceremony, vote, at).SignMessage(tally.Content.Message(unit.Uuid), SystemRandom.Source));
                int place = at;
                Require(await use.AskAsync<ReceiveAttestation, DecryptionAnswer>(receive => receive.RunAsync(vote, unit.Uuid, People[place].Account, attestation, ct)));
            }

            await DecryptAsync(vote, unit.Uuid, ceremony, ct);
        }
    }

    private async Task DecryptAsync(string vote, string uuid, OneCeremony ceremony, CancellationToken ct)
    {
        TalliedUnit tallied = (await use.AskAsync<Board, TalliedUnit?>(board => board.TalliedAsync(uuid, ct)))!;
        if (!Election.TryParse(tallied.Election, out Election? election, out _) || !EncryptedTally.TryParse(tallied.Tally, out EncryptedTally? tally, out _))
        {
            throw new InvalidDataException($"The tally of unit {uuid} cannot be read.");
        }

        for (int at = 0; at < Threshold; at++)
        {
            (PartialDecryption decryption, OwnedSecondProofs second) = TallyDecryptor.Decrypt(election, tally, at + 1, OpenKey(Trustee(ceremony, vote, at), ceremony, at), SystemRandom.Source);
            int place = at;
            Require(await use.AskAsync<ReceiveDecryption, DecryptionAnswer>(receive => receive.RunAsync(vote, uuid, People[place].Account, place + 1, decryption, second, ct)));
        }
    }

    private ThresholdTrustee Trustee(OneCeremony ceremony, string vote, int at) => new(ceremony.Rules, at + 1, vote, seeds[(vote, at + 1)]);

    private static Scalar OpenKey(ThresholdTrustee trustee, OneCeremony ceremony, int at) =>
        trustee.TryOpenKey(ceremony.Outputs[at].PrivateKey, out Scalar key) is CeremonyFinding.Valid ? key : throw new CryptographicException("A trustee of the demonstration lost its key.");

    private async Task<OneCeremony> ReadAsync(string vote, CancellationToken ct) => (await use.AskAsync<RatifyVoteDb, OneCeremony?>(db => OneCeremony.ReadAsync(db, vote, ct)))!;

    private static async Task EachAsync(IReadOnlyList<DemoPerson> people, Func<DemoPerson, int, Task<CeremonyAnswer>> act)
    {
        for (int at = 0; at < people.Count; at++)
        {
            if (await act(people[at], at) is CeremonyAnswer.Refused refused)
            {
                throw new InvalidOperationException($"The demonstration's key ceremony was refused: {refused.Why}.");
            }
        }
    }

    private static void Require(CeremonyFault fault)
    {
        if (!fault.IsNone)
        {
            throw new InvalidOperationException($"The demonstration's key ceremony failed: {fault.Finding}.");
        }
    }

    private static void Require(DecryptionAnswer answer)
    {
        if (answer is not DecryptionAnswer.Taken)
        {
            throw new InvalidOperationException($"A trustee of the demonstration was refused: {answer}.");
        }
    }
}
