using System.Text.Json;

namespace RatifyVote.Domain.Rules;

/// <summary>Reads a rule set's JSON text, collecting every problem instead of stopping at the first. Never throws on text.</summary>
internal sealed class RuleSetReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };
    private readonly List<RuleSetProblem> problems = [];

    public static bool TryRead(string json, out RuleSet? rules, out IReadOnlyList<RuleSetProblem> problems)
    {
        RuleSetReader reader = new();
        rules = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, Strict);
            RuleSet? read = reader.Read(document.RootElement);
            if (reader.problems.Count == 0 && read is not null)
            {
                reader.problems.AddRange(read.Problems());
                if (reader.problems.Count == 0) rules = read;
            }
        }
        catch (JsonException)
        {
            reader.Problem(RuleSetFault.NotJson, "rules");
        }
        problems = reader.problems;
        return rules is not null;
    }

    private RuleSet? Read(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object)
        {
            Problem(RuleSetFault.NotJson, "rules");
            return null;
        }
        Members members = new(this, "", root);
        string? name = members.Text("name", required: true);
        string? source = members.Text("source", required: false);
        RollRule roll = members.Choice<RollRule>("roll", RuleTokens.Of) ?? default;
        BallotKept ballot = members.Choice<BallotKept>("ballot", RuleTokens.Of) ?? default;
        UnitRule? units = members.Nested("units", ReadUnits);
        AggregateRule? aggregate = members.Nested("aggregate", ReadAggregate);
        UnitsRequired? unitsRequired = members.Nested("units_required", m => new UnitsRequired(m.Number("required"), m.Number("of")));
        TurnoutRule? turnout = members.Nested("turnout", ReadTurnout);
        AdditionalShare? additional = members.Nested("additional", ReadAdditional);
        IReadOnlyList<string> flagged = members.Texts("flagged", required: false);
        RejectionRule rejection = members.Choice<RejectionRule>("rejection", RuleTokens.Of) ?? default;
        IReadOnlyList<string> assumed = members.Texts("assumed", required: true);
        members.RefuseOthers();
        List<RuleField> fields = [];
        foreach (string token in assumed)
        {
            if (Match<RuleField>(token, RuleTokens.Of) is { } field) fields.Add(field);
            else Problem(RuleSetFault.ValueUnknown, "assumed");
        }
        return name is null ? null : new RuleSet
        {
            Name = name, Source = source, Roll = roll, BallotKept = ballot, Units = units, Aggregate = aggregate,
            UnitsRequired = unitsRequired, Turnout = turnout, Additional = additional, Flagged = flagged,
            Rejection = rejection, Assumed = fields,
        };
    }

    private static UnitRule? ReadUnits(Members m)
    {
        RequiredShare? share = m.Nested("share", ReadShare, required: true);
        BallotBase? counted = m.Choice<BallotBase>("base", RuleTokens.Of);
        TieRule? tie = m.Choice<TieRule>("tie", RuleTokens.Of, required: false);
        NoBallotsRule? none = m.Choice<NoBallotsRule>("no_ballots", RuleTokens.Of);
        UnitWeight? weight = m.Choice<UnitWeight>("weight", RuleTokens.Of);
        Allocation? allocation = m.Choice<Allocation>("allocation", RuleTokens.Of);
        return share is null || counted is null || none is null || weight is null || allocation is null ? null
            : new UnitRule(share, counted.Value, tie, none.Value, weight.Value, allocation.Value);
    }

    private static AggregateRule? ReadAggregate(Members m)
    {
        RequiredShare? share = m.Nested("share", ReadShare, required: true);
        AggregateBase? counted = m.Choice<AggregateBase>("base", RuleTokens.Of);
        TieRule? tie = m.Choice<TieRule>("tie", RuleTokens.Of, required: false);
        return share is null || counted is null ? null : new AggregateRule(share, counted.Value, tie);
    }

    private static TurnoutRule? ReadTurnout(Members m)
    {
        RequiredShare? quorum = m.Nested("quorum", ReadShare, required: true);
        AggregateRule? below = m.Nested("below", ReadAggregate);
        return quorum is null ? null : new TurnoutRule(quorum, below);
    }

    private static AdditionalShare? ReadAdditional(Members m)
    {
        RequiredShare? share = m.Nested("share", ReadShare, required: true);
        BallotBase? counted = m.Choice<BallotBase>("base", RuleTokens.Of);
        AdditionalApplies? applies = m.Choice<AdditionalApplies>("applies", RuleTokens.Of);
        string? when = m.Text("when", required: false);
        return share is null || counted is null || applies is null ? null
            : new AdditionalShare(share, counted.Value, applies.Value, when);
    }

    private static RequiredShare? ReadShare(Members m)
    {
        bool? exceed = m.Text("must", required: true) switch { "exceed" => true, "reach" => false, _ => null };
        int numerator = m.Number("numerator");
        int denominator = m.Number("denominator");
        if (exceed is null) m.Problem(RuleSetFault.ValueUnknown, "must");
        if (RequiredShare.TryCreate(numerator, denominator, exceed ?? false, out RequiredShare? share)) return share;
        m.Problem(RuleSetFault.ShareImpossible, "numerator");
        return null;
    }

    private static T? Match<T>(string token, Func<T, string> tokenOf) where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
        {
            if (tokenOf(value) == token) return value;
        }
        return null;
    }

    private void Problem(RuleSetFault fault, string where) => problems.Add(new RuleSetProblem(fault, where));

    /// <summary>One JSON object: hands out its members and at the end refuses those nobody asked for.</summary>
    private sealed class Members(RuleSetReader reader, string path, JsonElement element)
    {
        private readonly HashSet<string> asked = [];

        public void Problem(RuleSetFault fault, string name) => reader.Problem(fault, path + name);

        public string? Text(string name, bool required)
        {
            if (Find(name, required) is not { } member) return null;
            if (member.ValueKind is JsonValueKind.String && TextOf(member) is { } text) return text;
            Problem(RuleSetFault.MemberOfWrongType, name);
            return null;
        }

        public T? Choice<T>(string name, Func<T, string> tokenOf, bool required = true) where T : struct, Enum
        {
            if (Text(name, required) is not { } token) return null;
            T? value = Match(token, tokenOf);
            if (value is null) Problem(RuleSetFault.ValueUnknown, name);
            return value;
        }

        public int Number(string name)
        {
            if (Find(name, required: true) is not { } member) return 0;
            // "1.0" and "1e0" are the same number in another text; only the plain one is canonical.
            if (member.ValueKind is JsonValueKind.Number && member.TryGetInt32(out int number)
                && member.GetRawText() == number.ToString(System.Globalization.CultureInfo.InvariantCulture)) return number;
            Problem(RuleSetFault.MemberOfWrongType, name);
            return 0;
        }

        public IReadOnlyList<string> Texts(string name, bool required)
        {
            if (Find(name, required) is not { } member) return [];
            List<string> texts = [];
            bool readable = member.ValueKind is JsonValueKind.Array;
            if (readable)
            {
                foreach (JsonElement item in member.EnumerateArray())
                {
                    if (item.ValueKind is JsonValueKind.String && TextOf(item) is { } text) texts.Add(text);
                    else readable = false;
                }
            }
            if (!readable) Problem(RuleSetFault.MemberOfWrongType, name);
            return texts;
        }

        public T? Nested<T>(string name, Func<Members, T?> read, bool required = false) where T : class
        {
            if (Find(name, required) is not { } member) return null;
            if (member.ValueKind is not JsonValueKind.Object)
            {
                Problem(RuleSetFault.MemberOfWrongType, name);
                return null;
            }
            Members inner = new(reader, path + name + ".", member);
            T? value = read(inner);
            inner.RefuseOthers();
            return value;
        }

        public void RefuseOthers()
        {
            foreach (JsonProperty property in element.EnumerateObject().Where(p => !asked.Contains(p.Name)))
            {
                Problem(RuleSetFault.MemberUnknown, property.Name);
            }
        }

        // A string may hold an escaped half of a surrogate pair, which is no text.
        private static string? TextOf(JsonElement element)
        {
            try
            {
                return element.GetString();
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }

        private JsonElement? Find(string name, bool required)
        {
            asked.Add(name);
            if (element.TryGetProperty(name, out JsonElement member)) return member;
            if (required) Problem(RuleSetFault.MemberMissing, name);
            return null;
        }
    }
}
