using System.Collections.Immutable;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>One agreement's vote with its own outcome, as sealed.</summary>
/// <param name="Id">Slug of the contest.</param>
/// <param name="MeansYes">What Yes means, in a sentence.</param>
/// <param name="Rules">The rule set as the Domain writes it: canonical JSON text of an object.</param>
/// <param name="AssumptionsConfirmedBy">The two people who confirmed the values that no source states; empty where none is assumed.</param>
public sealed record TermsContest(
    string Id, string Agreement, string Question, string Yes, string No, string MeansYes, string MeansNo, string Rules,
    ImmutableArray<string> AssumptionsConfirmedBy, DelegateTable DelegateTable, ImmutableArray<TermsUnit> Units)
{
    internal static TermsContest Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        JsonValue rules = fields.Required("rules");
        if (rules.Kind is not JsonKind.Object) reader.Fail(RecordFault.WrongType);
        TermsContest contest = new(
            reader.Text(fields.Required("id")),
            reader.Text(fields.Required("agreement")),
            reader.Text(fields.Required("question")),
            reader.Text(fields.Required("yes")),
            reader.Text(fields.Required("no")),
            reader.Text(fields.Required("means_yes")),
            reader.Text(fields.Required("means_no")),
            rules.ToCanonicalText(),
            reader.List(fields.Required("assumptions_confirmed_by"), reader.Text),
            DelegateTable.Read(reader, fields.Required("delegate_table")),
            reader.List(fields.Required("units"), u => TermsUnit.Read(reader, u)));
        fields.NoOthers();
        return contest;
    }

    internal static void Write(CanonicalWriter writer, TermsContest c) => writer
        .Open('{').Key("id").Text(c.Id).Key("agreement").Text(c.Agreement).Key("question").Text(c.Question)
        .Key("yes").Text(c.Yes).Key("no").Text(c.No).Key("means_yes").Text(c.MeansYes).Key("means_no").Text(c.MeansNo)
        .Key("rules").Verbatim(c.Rules)
        .Key("assumptions_confirmed_by").List(c.AssumptionsConfirmedBy, static (w, name) => w.Text(name))
        .Key("delegate_table").Open('{').Key("name").Text(c.DelegateTable.Name).Key("source").Text(c.DelegateTable.Source).Close('}')
        .Key("units").List(c.Units, TermsUnit.Write).Close('}');
}

/// <summary>Where the units' delegate entitlements come from.</summary>
public sealed record DelegateTable(string Name, string Source)
{
    internal static DelegateTable Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        DelegateTable table = new(reader.Text(fields.Required("name")), reader.Text(fields.Required("source")));
        fields.NoOthers();
        return table;
    }
}

/// <summary>A unit of a contest.</summary>
/// <param name="Unit">Its id, "local-600".</param>
/// <param name="Local">The local's number.</param>
/// <param name="Uuid">Uuid of its election.</param>
/// <param name="Delegates">Votes it casts in the roll-up.</param>
/// <param name="DossierHash">Hash of the tentative agreement's dossier as published.</param>
public sealed record TermsUnit(
    string Unit, int Local, string Name, string Uuid, int Delegates, RecordHash DossierHash, DateTimeOffset DossierPublishedAt)
{
    internal static TermsUnit Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        RecordFields dossier = reader.Fields(fields.Required("dossier"));
        TermsUnit unit = new(
            reader.Text(fields.Required("unit")),
            reader.Small(fields.Required("local")),
            reader.Text(fields.Required("name")),
            reader.Uuid(fields.Required("uuid")),
            reader.Small(fields.Required("delegates")),
            reader.Hash(dossier.Required("hash")),
            reader.Time(dossier.Required("published_at")));
        dossier.NoOthers();
        fields.NoOthers();
        return unit;
    }

    internal static void Write(CanonicalWriter writer, TermsUnit u) => writer
        .Open('{').Key("unit").Text(u.Unit).Key("local").Number(u.Local).Key("name").Text(u.Name).Key("uuid").Text(u.Uuid)
        .Key("delegates").Number(u.Delegates)
        .Key("dossier").Open('{').Key("hash").Hash(u.DossierHash).Key("published_at").Time(u.DossierPublishedAt).Close('}').Close('}');
}
