using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>How a contest ended. The zero value is the harmless one.</summary>
public enum Verdict { Undetermined, Failed, Carried }

/// <summary>The words for a <see cref="Verdict"/>.</summary>
public static class VerdictWords
{
    public static string Word(this Verdict verdict) => verdict switch
    {
        Verdict.Undetermined => "undetermined",
        Verdict.Failed => "failed",
        Verdict.Carried => "carried",
    };
}

/// <summary>The reconciliation sheet of one unit, all in entries or ballots.</summary>
/// <param name="Members">Members on the frozen roll.</param>
/// <param name="Spares">Spare entries beside them.</param>
/// <param name="SparesUsed">Spares bound to a person (journal: RollAddition).</param>
/// <param name="Removed">Members taken off (journal: Removed).</param>
/// <param name="Eligible">Members - removed + spares used.</param>
/// <param name="Received">Ballot events on the board, neutral ballots not among them.</param>
/// <param name="Superseded">Received ballots after which the same credential cast again.</param>
/// <param name="Void">Received ballots excluded by ruling other than by setting an entry aside; 0 while no such ruling exists.</param>
/// <param name="SetAside">Credentials whose last ballot was replaced by a neutral one.</param>
/// <param name="Counted">Received - superseded - void - set aside: blank + yes + no.</param>
public sealed record UnitSheet(
    int Members, int Spares, int SparesUsed, int Removed, int Eligible, int Received, int Superseded, int Void, int SetAside,
    int Counted, int Blank, int Yes, int No)
{
    internal static UnitSheet Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        UnitSheet sheet = new(N("members"), N("spares"), N("spares_used"), N("removed"), N("eligible"), N("received"), N("superseded"),
            N("void"), N("set_aside"), N("counted"), N("blank"), N("yes"), N("no"));
        fields.NoOthers();
        return sheet;

        int N(string key) => reader.Small(fields.Required(key));
    }

    internal static void Write(CanonicalWriter writer, UnitSheet s) => writer
        .Open('{').Key("members").Number(s.Members).Key("spares").Number(s.Spares).Key("spares_used").Number(s.SparesUsed)
        .Key("removed").Number(s.Removed).Key("eligible").Number(s.Eligible).Key("received").Number(s.Received)
        .Key("superseded").Number(s.Superseded).Key("void").Number(s.Void).Key("set_aside").Number(s.SetAside)
        .Key("counted").Number(s.Counted).Key("blank").Number(s.Blank).Key("yes").Number(s.Yes).Key("no").Number(s.No).Close('}');
}

/// <summary>One unit's part of result.json.</summary>
/// <param name="Head">Hash of the Result event.</param>
/// <param name="SecondProofs">Hash of proofs2/&lt;uuid&gt;.json.</param>
/// <param name="SignOff">Root of the sign-off tree.</param>
/// <param name="Openings">Hash of openings/&lt;uuid&gt;.json.</param>
/// <param name="Attestations">Hash of attestations/&lt;uuid&gt;.json.</param>
public sealed record ResultUnit(
    string Contest, string Unit, string Uuid, RecordHash Head, RecordHash SecondProofs, RecordHash SignOff, RecordHash Openings,
    RecordHash Attestations, UnitSheet Sheet)
{
    internal static ResultUnit Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        ResultUnit unit = new(
            reader.Text(fields.Required("contest")), reader.Text(fields.Required("unit")), reader.Uuid(fields.Required("uuid")),
            reader.Hash(fields.Required("head")), reader.Hash(fields.Required("proofs2")), reader.Hash(fields.Required("signoff")),
            reader.Hash(fields.Required("openings")), reader.Hash(fields.Required("attestations")),
            UnitSheet.Read(reader, fields.Required("sheet")));
        fields.NoOthers();
        return unit;
    }

    internal static void Write(CanonicalWriter writer, ResultUnit u)
    {
        writer.Open('{').Key("contest").Text(u.Contest).Key("unit").Text(u.Unit).Key("uuid").Text(u.Uuid).Key("head").Hash(u.Head)
            .Key("proofs2").Hash(u.SecondProofs).Key("signoff").Hash(u.SignOff).Key("openings").Hash(u.Openings)
            .Key("attestations").Hash(u.Attestations).Key("sheet");
        UnitSheet.Write(writer, u.Sheet);
        writer.Close('}');
    }
}

/// <summary>The outcome of one contest, as the Domain decided it.</summary>
/// <param name="Reasons">The Domain's sentences, in order.</param>
/// <param name="Assumed">The rule values that no source states.</param>
public sealed record ContestOutcome(
    string Contest, Verdict Verdict, int UnitsYes, int UnitsNo, long WeightYes, long WeightNo, long WeightNeeded,
    long PopularYes, long PopularNo, ImmutableArray<string> Reasons, ImmutableArray<string> Assumed)
{
    internal static ContestOutcome Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        ContestOutcome outcome = new(
            reader.Text(fields.Required("contest")),
            reader.Word<Verdict>(fields.Required("verdict"), VerdictWords.Word),
            reader.Small(fields.Required("units_yes")), reader.Small(fields.Required("units_no")),
            reader.Small(fields.Required("weight_yes")), reader.Small(fields.Required("weight_no")), reader.Small(fields.Required("weight_needed")),
            reader.Small(fields.Required("popular_yes")), reader.Small(fields.Required("popular_no")),
            reader.List(fields.Required("reasons"), reader.Text), reader.List(fields.Required("assumed"), reader.Text));
        fields.NoOthers();
        return outcome;
    }

    internal static void Write(CanonicalWriter writer, ContestOutcome o) => writer
        .Open('{').Key("contest").Text(o.Contest).Key("verdict").Text(o.Verdict.Word())
        .Key("units_yes").Number(o.UnitsYes).Key("units_no").Number(o.UnitsNo)
        .Key("weight_yes").Number(o.WeightYes).Key("weight_no").Number(o.WeightNo).Key("weight_needed").Number(o.WeightNeeded)
        .Key("popular_yes").Number(o.PopularYes).Key("popular_no").Number(o.PopularNo)
        .Key("reasons").List(o.Reasons, static (w, s) => w.Text(s)).Key("assumed").List(o.Assumed, static (w, s) => w.Text(s)).Close('}');
}

/// <summary>result.json: what certifiers sign.</summary>
public sealed record ResultRecord(
    string Vote, RecordHash Terms, RecordHash VoteHash, ImmutableArray<ResultUnit> Units, ImmutableArray<ContestOutcome> Outcomes)
{
    public RecordHash Hash() => RecordHash.Of(Write());

    public byte[] Write() => new CanonicalWriter()
        .Open('{').Key("v").Number(1).Key("vote").Text(Vote).Key("terms").Hash(Terms).Key("vote_hash").Hash(VoteHash)
        .Key("units").List(Units, ResultUnit.Write).Key("outcomes").List(Outcomes, ContestOutcome.Write).Close('}').ToUtf8();

    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ResultRecord? result, out RecordFault fault) =>
        CanonicalRecord.TryParse(utf8, Read, r => r.Write(), out result, out fault);

    private static ResultRecord Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        reader.Version(fields);
        ResultRecord result = new(
            reader.Uuid(fields.Required("vote")), reader.Hash(fields.Required("terms")), reader.Hash(fields.Required("vote_hash")),
            reader.List(fields.Required("units"), u => ResultUnit.Read(reader, u)),
            reader.List(fields.Required("outcomes"), o => ContestOutcome.Read(reader, o)));
        fields.NoOthers();
        return result;
    }
}
