using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using RatifyVote.Protocol.Boards;
using RatifyVote.Protocol.Checks;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Trustees;

namespace RatifyVote.Rehearsal.People;

/// <summary>A trustee who plays the key ceremony and the decryption over the islands' own endpoints. The seed stays here.</summary>
internal sealed class TrusteePlayer(Person person)
{
    private readonly string seed = ThresholdTrustee.NewSeed(SystemRandom.Source);
    private readonly Dictionary<string, (Election Election, EncryptedTally Tally)> attested = [];
    private string vote = "", csrf = "";

    public Person Person => person;

    /// <summary>Opens the ceremony's page and accepts the seat.</summary>
    public async Task AcceptAsync(string voteId, CancellationToken ct)
    {
        vote = voteId;
        await person.SignInAsync(ct);
        Page page = await person.Browser.OpenAsync($"/trustees/{vote}", ct);
        page = await person.Browser.SubmitAsync(page, $"form[action='/trustees/{vote}/accept']", new Dictionary<string, string>(), ct);
        csrf = page.Csrf;
    }

    /// <summary>Sends what this trustee owes in the round that is on; false when it owes nothing now.</summary>
    public async Task<bool> PlayRoundAsync(CancellationToken ct)
    {
        JsonNode state = await person.Browser.GetJsonAsync($"/trustees/{vote}/state", ct);
        if (state["aborted"] is { } aborted)
        {
            throw new RehearsalException($"The key ceremony was stopped: {aborted.ToJsonString()}");
        }

        int me = state["me"]!.GetValue<int>();
        ThresholdTrustee trustee = Trustee(state, out _);
        switch (state["round"]!.GetValue<string>())
        {
            case "certs" when !Done(state, me):
                await PostAsync("cert", new JsonObject { ["cert"] = Parse(trustee.MakeCert(SystemRandom.Source).Write()) }, ct);
                return true;
            case "polynomials" when !Done(state, me):
                Require(trustee.TryMakePolynomial(Certs(state), SystemRandom.Source, out PolynomialMessage? polynomial));
                await PostAsync("polynomial", Parse(polynomial!.Write()), ct);
                return true;
            case "keys" when !Done(state, me):
                if (!VerificationInput.TryParse(Bytes(state["vinput"]!), out VerificationInput? input, out _))
                {
                    throw new RehearsalException("What the server hands on in the ceremony cannot be read.");
                }

                Require(trustee.TryMakeKey(Certs(state), input, SystemRandom.Source, out VerificationOutput? output));
                await PostAsync("voutput", Parse(output!.Write()), ct);
                return true;
            case "checked" when !Done(state, me):
                KeyCheck check = KeyCheck.Make(Group.Ed25519, OpenKey(trustee, state), vote, me, state["nonce"]!.GetValue<string>(), SystemRandom.Source);
                await PostAsync("keycheck", new JsonObject { ["owner"] = check.Owner, ["nonce"] = check.Nonce, ["proof"] = new JsonObject { ["challenge"] = check.Proof.Challenge, ["response"] = check.Proof.Response } }, ct);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the ceremony is over and every key was tried.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken ct) =>
        (await person.Browser.GetJsonAsync($"/trustees/{vote}/state", ct))["round"]!.GetValue<string>() is "ready";

    /// <summary>Verifies every proof of every ballot of every unit, and signs what was seen.</summary>
    public async Task AttestAsync(CancellationToken ct)
    {
        JsonNode state = await DecryptionStateAsync(ct);
        ThresholdTrustee trustee = Trustee(state, out int me);
        if (!JournalFile.TryParse(await FileAsync($"/votes/{vote}/journal.jsonl", ct), out ImmutableArray<JournalEntry> journal, out int badLine, out RecordFault fault))
        {
            throw new RehearsalException($"Line {badLine} of the journal cannot be read: {fault}.");
        }

        foreach (JsonNode unit in Units(state).Where(unit => unit["phase"]!.GetValue<string>() is "attest"))
        {
            string uuid = unit["uuid"]!.GetValue<string>();
            VerifiedBoard board = await VerifyAsync(uuid, ct);
            JournalEntry destroyed = journal.Single(entry => entry.Data is JournalData.KeyDestroyed data && data.Units.Any(one => one.Uuid == uuid));
            RecordHash root = journal.Select(entry => entry.Data).OfType<JournalData.SignedOff>().SelectMany(data => data.Units).Single(one => one.Uuid == uuid).Root;
            AttestedContent content = new(board.EndBallotsHash!.Value, board.TallyHash!.Value, root, destroyed.Head.Hash);
            var signature = trustee.SignMessage(content.Message(uuid), SystemRandom.Source);
            await PostAsync("attest", new JsonObject
            {
                ["uuid"] = uuid, ["owner"] = me, ["end_ballots"] = content.EndBallots.ToHex(), ["tally"] = content.Tally.ToHex(),
                ["signoff"] = content.SignOff.ToHex(), ["key_destroyed"] = content.KeyDestroyed.ToHex(),
                ["signature"] = new JsonObject { ["challenge"] = signature.Challenge, ["response"] = signature.Response },
            }, ct);
        }
    }

    /// <summary>Lets the factors go for every unit that t trustees have attested alike.</summary>
    public async Task DecryptAsync(CancellationToken ct)
    {
        JsonNode state = await DecryptionStateAsync(ct);
        ThresholdTrustee trustee = Trustee(state, out int me);
        Scalar key = OpenKey(trustee, state);
        foreach (JsonNode unit in Units(state).Where(unit => unit["phase"]!.GetValue<string>() is "decrypt"))
        {
            string uuid = unit["uuid"]!.GetValue<string>();
            (Election election, EncryptedTally tally) = attested[uuid];
            (PartialDecryption decryption, OwnedSecondProofs second) = TallyDecryptor.Decrypt(election, tally, me, key, SystemRandom.Source);
            await PostAsync("decrypt", new JsonObject
            {
                ["uuid"] = uuid, ["owner"] = me, ["partial_decryption"] = Encoding.UTF8.GetString(decryption.Write()), ["proofs2"] = Parse(second.Write())["proofs"]!.DeepClone(),
            }, ct);
        }
    }

    private async Task<JsonNode> DecryptionStateAsync(CancellationToken ct)
    {
        await person.SignInAsync(ct);
        csrf = (await person.Browser.OpenAsync($"/trustees/{vote}/decrypt", ct)).Csrf;
        return await person.Browser.GetJsonAsync($"/trustees/{vote}/decrypt/state", ct);
    }

    private async Task<VerifiedBoard> VerifyAsync(string uuid, CancellationToken ct)
    {
        await using Stream archive = await ArchiveAsync(uuid, ct);
        BoardReport report = BoardVerification.Run(archive, new BoardVerificationOptions { BeforeDecryption = true, Vote = vote }, uuid);
        if (!report.Verified)
        {
            throw new RehearsalException($"{person.Name} does not attest unit {uuid}: {string.Join(" ", report.Results.Where(r => r.Finding is not Finding.Passed).Select(r => $"{r.Check.Id} {r.Words}"))}");
        }

        archive.Position = 0;
        ArchiveReader reader = new(archive);
        ArchiveEntry? entry = reader.Next();
        while (entry is not null && entry.Hash != report.Board.TallyHash)
        {
            entry = reader.Next();
        }

        if (entry is null || !EncryptedTally.TryParse(entry.Body, out EncryptedTally? tally, out _))
        {
            throw new RehearsalException($"The archive of unit {uuid} does not hold its tally.");
        }

        attested[uuid] = (report.Board.Election!, tally);
        return report.Board;
    }

    // Archives are large: from the network to a file that goes when it is closed.
    private async Task<Stream> ArchiveAsync(string uuid, CancellationToken ct)
    {
        FileStream file = new(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        using HttpResponseMessage answer = await person.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/board/{uuid}.bel"), ct);
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(file, ct);
        file.Position = 0;
        return file;
    }

    private async Task<byte[]> FileAsync(string path, CancellationToken ct)
    {
        using HttpResponseMessage answer = await person.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Get, path), ct);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsByteArrayAsync(ct) : throw new RehearsalException($"GET {path} answered {(int)answer.StatusCode}.");
    }

    private Task<JsonNode> PostAsync(string what, JsonNode body, CancellationToken ct) => person.Browser.PostJsonAsync($"/trustees/{vote}/{what}", body, csrf, ct);

    private ThresholdTrustee Trustee(JsonNode state, out int me)
    {
        me = state["me"]!.GetValue<int>();
        return new ThresholdTrustee(new KeyCeremony(Group.Ed25519, state["n"]!.GetValue<int>(), state["t"]!.GetValue<int>(), vote), me, vote, seed);
    }

    private Scalar OpenKey(ThresholdTrustee trustee, JsonNode state) =>
        trustee.TryOpenKey(state["private_key"]!.GetValue<string>(), out Scalar key) is CeremonyFinding.Valid ? key
            : throw new RehearsalException($"{person.Name} cannot open the key that the server kept for them.");

    private static void Require(CeremonyFault fault)
    {
        if (!fault.IsNone)
        {
            throw new RehearsalException($"The key ceremony failed: {fault.Finding}, trustee {fault.Offender}, {fault.Detail}.");
        }
    }

    private static ImmutableArray<SignedMessage> Certs(JsonNode state) => [.. state["certs"]!.AsArray().Select(cert =>
        SignedMessage.TryParse(Bytes(cert!), out SignedMessage? signed, out RecordFault fault) ? signed : throw new RehearsalException($"A certificate of the ceremony cannot be read: {fault}."))];

    private static IEnumerable<JsonNode> Units(JsonNode state) => state["units"]!.AsArray().OfType<JsonNode>();

    private static bool Done(JsonNode state, int me) => state["done"]![me - 1]!.GetValue<bool>();

    private static JsonNode Parse(byte[] json) => JsonNode.Parse(json)!;

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Verbatim));

    private static readonly System.Text.Json.JsonSerializerOptions Verbatim = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
