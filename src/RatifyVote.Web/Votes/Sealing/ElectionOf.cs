using RatifyVote.Domain;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Votes.Storage;

namespace RatifyVote.Web.Votes.Sealing;

/// <summary>The election record of one unit: Yes, No and blank, bound to terms, roll and credentials. Pure.</summary>
internal static class ElectionOf
{
    public static Election Unit(Vote vote, Contest contest, ContestUnit unit, VerifiedTrustees trustees, RecordHash terms, DerivedUnit derived)
    {
        UnitKey key = UnitKey.Of(new LocalNumber(unit.Local));
        return new Election
        {
            Uuid = unit.Uuid,
            Name = $"{vote.Title}: {key.Label}",
            Description = unit.Name,
            Group = Group.Ed25519,
            PublicKey = Group.Ed25519.Encode(trustees.JointKey),
            // Blank is always allowed: an entry that is set aside is replaced by a neutral ballot.
            Questions = [new Question(contest.Question, ["Yes", "No"], Blank: true, Min: 1, Max: 1)],
            Binding = new ElectionBinding(terms, contest.Id, key.Value, RecordHash.Of(derived.Credentials.Write()), derived.Root, unit.Members, unit.Spares),
        };
    }
}
