using System.Collections.Immutable;
using RatifyVote.Protocol.Json;

namespace RatifyVote.Protocol.Elections;

/// <summary>A question of an election: how many of its answers a ballot may choose, and whether it may be blank.</summary>
public sealed record Question(string Text, ImmutableArray<string> Answers, bool Blank, int Min, int Max)
{
    /// <summary>Ciphertexts per ballot: slot 0 is "blank" where blank is allowed, then one per answer.</summary>
    public int Slots => Answers.Length + (Blank ? 1 : 0);

    /// <summary>Branches of the overall proof: one per allowed sum, and one more for "this is a blank ballot".</summary>
    public int OverallBranches => Max - Min + (Blank ? 2 : 1);

    internal static Question Read(RecordReader reader, JsonValue value)
    {
        RecordFields fields = reader.Fields(value);
        Question question = new(
            reader.Text(fields.Required("question")),
            reader.List(fields.Required("answers"), reader.Text),
            fields.Optional("blank") is { } blank && reader.True(blank),
            reader.Small(fields.Required("min")),
            reader.Small(fields.Required("max")));
        fields.NoOthers();
        return question;
    }

    internal static void Write(CanonicalWriter writer, Question question)
    {
        writer.Open('{').Key("answers").List(question.Answers, static (w, answer) => w.Text(answer));
        if (question.Blank) writer.Key("blank").True();
        writer.Key("min").Number(question.Min).Key("max").Number(question.Max).Key("question").Text(question.Text).Close('}');
    }
}
