using System.Collections.Immutable;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Records;

/// <summary>The JSON forms of the journal's data, one per type of entry (SPEC.md, "Journal").</summary>
internal static class JournalDataForms
{
    public static void Write(CanonicalWriter writer, JournalData data)
    {
        CanonicalWriter w = writer.Open('{');
        _ = data switch
        {
            JournalData.Sealed d => w.Key("terms").Hash(d.Terms).Key("vote_hash").Hash(d.VoteHash),
            JournalData.Opened => w,
            JournalData.ScheduleChanged d => w.Key("opens_at").Time(d.OpensAt).Key("closes_at").Time(d.ClosesAt)
                .Key("approved_by").List(d.ApprovedBy, Text).Key("reason").Text(d.Reason),
            JournalData.BoardPublished d => w.Key("uuid").Text(d.Uuid).Key("height").Number(d.Height).Key("head").Hash(d.Head)
                .Key("ballots").Number(d.Ballots),
            JournalData.RollAddition d => w.Key("uuid").Text(d.Uuid).Key("spare").Number(d.Spare),
            JournalData.Removed d => w.Key("uuid").Text(d.Uuid),
            JournalData.Closing d => w.Key("closed_at").Time(d.ClosedAt),
            JournalData.CanvassDecided d => w.Key("units").List(d.Units, static (x, u) => x.Open('{').Key("uuid").Text(u.Uuid)
                .Key("ballots").Number(u.Ballots).Key("credentials_used").Number(u.CredentialsUsed).Key("set_aside").Number(u.SetAside).Close('}')),
            JournalData.BallotsEnded d => w.Key("units").List(d.Units, static (x, u) => x.Open('{').Key("uuid").Text(u.Uuid)
                .Key("end_ballots").Hash(u.EndBallots).Key("tally").Hash(u.Tally).Close('}')),
            JournalData.SignedOff d => w.Key("units").List(d.Units, static (x, u) => x.Open('{').Key("uuid").Text(u.Uuid)
                .Key("root").Hash(u.Root).Key("recorded").Number(u.Recorded).Key("not_recorded").Number(u.NotRecorded)
                .Key("set_aside").Number(u.SetAside).Key("openings").Hash(u.Openings).Close('}')),
            JournalData.KeyDestroyed d => w.Key("contest").Text(d.Contest).Key("units").List(d.Units, static (x, u) => x.Open('{')
                .Key("uuid").Text(u.Uuid).Key("end_ballots").Hash(u.EndBallots).Key("root").Hash(u.Root).Close('}')).Key("acks").List(d.Acks, Ack),
            JournalData.Attested d => w.Key("uuid").Text(d.Uuid).Key("owner").Number(d.Owner),
            JournalData.Decrypted d => w.Key("uuid").Text(d.Uuid).Key("owner").Number(d.Owner),
            JournalData.ResultComputed d => w.Key("result").Hash(d.Result),
            JournalData.Certified d => w.Key("result").Hash(d.Result).Key("certifier").Text(d.Certifier).Key("statement").Text(d.Statement.Word())
                .Key("certificate").Hash(d.Certificate),
            JournalData.Protest d => w.Key("case").Number(d.Case).Key("state").Text(d.State),
            JournalData.Published d => w.Key("result").Hash(d.Result),
            JournalData.Voided d => w.Key("uuids").List(d.Uuids, Text).Key("reason").Text(d.Reason)
                .Key("approved_by").List(d.ApprovedBy, Text).Key("acks").List(d.Acks, Ack),
            _ => throw new ArgumentException("not a journal entry's data", nameof(data)),
        };
        writer.Close('}');
    }

    public static JournalData Read(RecordReader r, string type, JsonValue value)
    {
        RecordFields f = r.Fields(value);
        JournalData data = type switch
        {
            nameof(JournalData.Sealed) => new JournalData.Sealed(r.Hash(f.Required("terms")), r.Hash(f.Required("vote_hash"))),
            nameof(JournalData.Opened) => new JournalData.Opened(),
            nameof(JournalData.ScheduleChanged) => new JournalData.ScheduleChanged(r.Time(f.Required("opens_at")), r.Time(f.Required("closes_at")),
                r.List(f.Required("approved_by"), r.Text), r.Text(f.Required("reason"))),
            nameof(JournalData.BoardPublished) => new JournalData.BoardPublished(r.Uuid(f.Required("uuid")), r.Small(f.Required("height")),
                r.Hash(f.Required("head")), r.Small(f.Required("ballots"))),
            nameof(JournalData.RollAddition) => new JournalData.RollAddition(r.Uuid(f.Required("uuid")), r.Small(f.Required("spare"))),
            nameof(JournalData.Removed) => new JournalData.Removed(r.Uuid(f.Required("uuid"))),
            nameof(JournalData.Closing) => new JournalData.Closing(r.Time(f.Required("closed_at"))),
            nameof(JournalData.CanvassDecided) => new JournalData.CanvassDecided(Units(r, f, u => new CanvassedUnit(r.Uuid(u.Required("uuid")),
                r.Small(u.Required("ballots")), r.Small(u.Required("credentials_used")), r.Small(u.Required("set_aside"))))),
            nameof(JournalData.BallotsEnded) => new JournalData.BallotsEnded(Units(r, f, u => new EndedUnit(r.Uuid(u.Required("uuid")),
                r.Hash(u.Required("end_ballots")), r.Hash(u.Required("tally"))))),
            nameof(JournalData.SignedOff) => new JournalData.SignedOff(Units(r, f, u => new SignedOffUnit(r.Uuid(u.Required("uuid")),
                r.Hash(u.Required("root")), r.Small(u.Required("recorded")), r.Small(u.Required("not_recorded")), r.Small(u.Required("set_aside")),
                r.Hash(u.Required("openings"))))),
            nameof(JournalData.KeyDestroyed) => new JournalData.KeyDestroyed(r.Text(f.Required("contest")), Units(r, f, u => new DestroyedUnit(
                r.Uuid(u.Required("uuid")), r.Hash(u.Required("end_ballots")), r.Hash(u.Required("root")))), Acks(r, f)),
            nameof(JournalData.Attested) => new JournalData.Attested(r.Uuid(f.Required("uuid")), r.Small(f.Required("owner"), least: 1)),
            nameof(JournalData.Decrypted) => new JournalData.Decrypted(r.Uuid(f.Required("uuid")), r.Small(f.Required("owner"), least: 1)),
            nameof(JournalData.ResultComputed) => new JournalData.ResultComputed(r.Hash(f.Required("result"))),
            nameof(JournalData.Certified) => new JournalData.Certified(r.Hash(f.Required("result")), r.Text(f.Required("certifier")),
                r.Word<CertificateStatement>(f.Required("statement"), CertificateStatementWords.Word), r.Hash(f.Required("certificate"))),
            nameof(JournalData.Protest) => new JournalData.Protest(r.Small(f.Required("case")), r.Text(f.Required("state"))),
            nameof(JournalData.Published) => new JournalData.Published(r.Hash(f.Required("result"))),
            nameof(JournalData.Voided) => new JournalData.Voided(r.List(f.Required("uuids"), r.Uuid), r.Text(f.Required("reason")),
                r.List(f.Required("approved_by"), r.Text), Acks(r, f)),
            _ => UnknownType(r),
        };
        f.NoOthers();
        return data;
    }

    private static JournalData UnknownType(RecordReader reader)
    {
        reader.Fail(RecordFault.TextNotCanonical);
        return new JournalData.Opened();
    }

    private static ImmutableArray<T> Units<T>(RecordReader reader, RecordFields fields, Func<RecordFields, T> read) =>
        reader.List(fields.Required("units"), item =>
        {
            RecordFields unit = reader.Fields(item);
            T typed = read(unit);
            unit.NoOthers();
            return typed;
        });

    private static ImmutableArray<NodeAcknowledgement> Acks(RecordReader reader, RecordFields fields) =>
        reader.List(fields.Required("acks"), item =>
        {
            RecordFields ack = reader.Fields(item);
            NodeAcknowledgement typed = new(reader.Text(ack.Required("node")), reader.Time(ack.Required("at")));
            ack.NoOthers();
            return typed;
        });

    private static void Text(CanonicalWriter writer, string text) => writer.Text(text);

    private static void Ack(CanonicalWriter writer, NodeAcknowledgement ack) =>
        writer.Open('{').Key("node").Text(ack.Node).Key("at").Time(ack.At).Close('}');
}
