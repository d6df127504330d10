using System.Collections.Immutable;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Verifier.Checks;

/// <summary>A published vote while it is checked. What could not be read is null, and then what needs it is not checked.</summary>
internal sealed class VoteUnderCheck
{
    public CheckLog Log { get; } = new("");
    public Terms? Terms { get; set; }
    public RecordHash TermsHash { get; set; }
    public VoteRecord? Vote { get; set; }
    public RecordHash VoteHash { get; set; }
    public ImmutableArray<JournalEntry>? Journal { get; set; }
    public ResultRecord? Result { get; set; }
    public RecordHash ResultHash { get; set; }
    public ImmutableArray<Certificate>? Certificates { get; set; }

    /// <summary>In the order of the terms.</summary>
    public List<UnitUnderCheck> Units { get; } = [];

    public UnitUnderCheck? Find(string uuid) => Units.Find(u => u.Uuid == uuid);
}
