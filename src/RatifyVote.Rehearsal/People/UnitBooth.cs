using System.Text;
using System.Text.Json.Nodes;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Credentials;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Rehearsal.Plans;

namespace RatifyVote.Rehearsal.People;

/// <summary>What every booth of one unit loads once: the sealed records, checked against each other as the booth checks them.</summary>
internal sealed class UnitBooth
{
    private readonly HashSet<string> credentials;

    private UnitBooth(Election election, Terms terms, HashSet<string> credentials) =>
        (Election, Terms, this.credentials, Maker) = (election, terms, credentials, new BallotMaker(election));

    public Election Election { get; }

    public Terms Terms { get; }

    public BallotMaker Maker { get; }

    public string Uuid => Election.Uuid;

    /// <exception cref="RehearsalException">The records do not belong together.</exception>
    public static UnitBooth Of(JsonNode setup, byte[] credentialsFile)
    {
        byte[] election = Encoding.UTF8.GetBytes(setup["election"]!.GetValue<string>());
        byte[] terms = Encoding.UTF8.GetBytes(setup["terms"]!.GetValue<string>());
        byte[] trustees = Encoding.UTF8.GetBytes(setup["trustees"]!.GetValue<string>());
        if (!Election.TryParse(election, out Election? parsed, out _) || !Terms.TryParse(terms, out Terms? sealedTerms, out _)
            || !PublicCredentials.TryParse(credentialsFile, out PublicCredentials? list, out _) || parsed.Binding is not { } binding)
        {
            throw new RehearsalException("The records of a unit cannot be read.");
        }

        if (binding.Terms != RecordHash.Of(terms) || binding.Credentials != RecordHash.Of(credentialsFile) || sealedTerms.Trustees.Hash != RecordHash.Of(trustees))
        {
            throw new RehearsalException($"The records of unit {parsed.Uuid} do not belong together.");
        }

        return new(parsed, sealedTerms, [.. list.Entries.Select(entry => entry.Text)]);
    }

    /// <summary>The scalar of a credential that was handed out, after the booth's checks: it is on the sealed list, and its leaf leads to the sealed root.</summary>
    public Scalar Accept(HandOut handOut)
    {
        Group group = Election.Group;
        ElectionBinding binding = Election.Binding!;
        if (!group.TryParseScalar(handOut.Secret, out Scalar secret))
        {
            throw new RehearsalException("A credential that was handed out is no scalar.");
        }

        string credential = group.Encode(group.PowerOfGenerator(secret));
        return credentials.Contains(credential) && handOut.LeadsTo(binding.RollRoot, credential, binding.Members + binding.Spares) ? secret
            : throw new RehearsalException($"A credential of unit {Uuid} is not on the sealed list, or its leaf does not lead to the sealed root.");
    }

    public byte[] MakeBallot(Scalar secret, Choice choice) => Maker.Make(secret, [Slots(choice)], SystemRandom.Source).Write();

    // Slot 0 is the blank.
    private static int[] Slots(Choice choice) => choice switch
    {
        Choice.Blank => [1, 0, 0],
        Choice.Yes => [0, 1, 0],
        Choice.No => [0, 0, 1],
    };
}
