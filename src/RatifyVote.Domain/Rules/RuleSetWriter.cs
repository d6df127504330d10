using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RatifyVote.Domain.Rules;

/// <summary>Writes the canonical text of a rule set. The same rules always give the same bytes: they are hashed.</summary>
internal static class RuleSetWriter
{
    // Names are plain text (PlainText.Is), which this encoder writes as it stands.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(RuleSet rules)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, Compact)) Write(json, rules);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, RuleSet rules)
    {
        json.WriteStartObject();
        json.WriteString("name", rules.Name);
        if (rules.Source is not null) json.WriteString("source", rules.Source);
        json.WriteString("roll", RuleTokens.Of(rules.Roll));
        json.WriteString("ballot", RuleTokens.Of(rules.BallotKept));
        if (rules.Units is { } units)
        {
            json.WriteStartObject("units");
            Write(json, "share", units.Share);
            json.WriteString("base", RuleTokens.Of(units.Base));
            if (units.Tie is { } tie) json.WriteString("tie", RuleTokens.Of(tie));
            json.WriteString("no_ballots", RuleTokens.Of(units.NoBallots));
            json.WriteString("weight", RuleTokens.Of(units.Weight));
            json.WriteString("allocation", RuleTokens.Of(units.Allocation));
            json.WriteEndObject();
        }
        if (rules.Aggregate is { } aggregate) Write(json, "aggregate", aggregate);
        if (rules.UnitsRequired is { } required)
        {
            json.WriteStartObject("units_required");
            json.WriteNumber("required", required.Required);
            json.WriteNumber("of", required.Of);
            json.WriteEndObject();
        }
        if (rules.Turnout is { } turnout)
        {
            json.WriteStartObject("turnout");
            Write(json, "quorum", turnout.Quorum);
            if (turnout.Below is { } below) Write(json, "below", below);
            json.WriteEndObject();
        }
        if (rules.Additional is { } additional)
        {
            json.WriteStartObject("additional");
            Write(json, "share", additional.Share);
            json.WriteString("base", RuleTokens.Of(additional.Base));
            json.WriteString("applies", RuleTokens.Of(additional.Applies));
            if (additional.When is not null) json.WriteString("when", additional.When);
            json.WriteEndObject();
        }
        if (rules.Flagged.Count > 0)
        {
            json.WriteStartArray("flagged");
            foreach (string group in rules.Flagged) json.WriteStringValue(group);
            json.WriteEndArray();
        }
        json.WriteString("rejection", RuleTokens.Of(rules.Rejection));
        json.WriteStartArray("assumed");
        foreach (RuleField field in rules.Assumed) json.WriteStringValue(RuleTokens.Of(field));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, AggregateRule rule)
    {
        json.WriteStartObject(name);
        Write(json, "share", rule.Share);
        json.WriteString("base", RuleTokens.Of(rule.Base));
        if (rule.Tie is { } tie) json.WriteString("tie", RuleTokens.Of(tie));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, RequiredShare share)
    {
        json.WriteStartObject(name);
        json.WriteString("must", share.MustExceed ? "exceed" : "reach");
        json.WriteNumber("numerator", share.Numerator);
        json.WriteNumber("denominator", share.Denominator);
        json.WriteEndObject();
    }
}
