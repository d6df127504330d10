using System.Security.Cryptography;
using System.Text;
using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tests.Kit;

namespace RatifyVote.Protocol.Tests.Records;

public sealed class RecordFormTests
{
    private const string Uuid = "1unitUnitUnit1";
    private static readonly RecordHash Some = RecordHash.OfText("some");

    [Theory]
    [InlineData("2026-11-25T18:00:00Z", true)]
    [InlineData("2026-11-25T18:00:00.0Z", false)]
    [InlineData("2026-11-25T18:00:00+00:00", false)]
    [InlineData("2026-11-25T24:00:00Z", false)]
    [InlineData("2026-02-30T18:00:00Z", false)]
    [InlineData(" 2026-11-25T18:00:00Z", false)]
    [InlineData("", false)]
    public void A_time_is_written_in_one_way(string text, bool good)
    {
        Assert.Equal(good, UtcTime.TryParse(text, out DateTimeOffset time));
        if (good) Assert.Equal(text, UtcTime.Format(time));
    }

    [Theory, InlineData("", true), InlineData("AA", true), InlineData("AB", false), InlineData("AAA", true), InlineData("AAAA", true),
     InlineData("A", false), InlineData("AA==", false), InlineData("A A", false), InlineData("-_", false), InlineData("AAAAA", false)]
    public void Base64_is_written_in_one_way(string text, bool good) => Assert.Equal(good, Base64Text.TryDecode(text, out _));

    [Fact]
    public void Base64_of_every_length_is_read_again()
    {
        for (int n = 0; n < 70; n++)
        {
            byte[] bytes = [.. Enumerable.Range(0, n).Select(i => (byte)(i * 37 + n))];
            Assert.True(Base64Text.TryDecode(Base64Text.Encode(bytes), out byte[] again));
            Assert.Equal(bytes, again);
        }
    }

    [Fact]
    public void A_receipt_holds_under_its_key_only_and_only_unchanged()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Receipt receipt = Receipt.Sign(key, Uuid, Some.ToBase64(), new Tracker(Some));
        Assert.True(Receipt.TryParse(receipt.Write(), out Receipt? read, out _));
        Assert.True(read.Verify(ServiceKey.PublicText(key)));
        Assert.False(read.Verify(ServiceKey.PublicText(other)));
        Assert.False((read with { Uuid = "2unitUnitUnit2" }).Verify(ServiceKey.PublicText(key)));
        Assert.False((read with { Tracker = new Tracker(RecordHash.OfText("x")) }).Verify(ServiceKey.PublicText(key)));
        Assert.False(read.Verify("AAAA"));
    }

    [Fact]
    public void Only_P256_keys_are_service_keys()
    {
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using RSA rsa = RSA.Create(2048);
        Assert.False(ServiceKey.IsWellFormed(Base64Text.Encode(p384.ExportSubjectPublicKeyInfo())));
        Assert.False(ServiceKey.IsWellFormed(Base64Text.Encode(rsa.ExportSubjectPublicKeyInfo())));
        Assert.True(AssertionKey.IsWellFormed(Base64Text.Encode(rsa.ExportSubjectPublicKeyInfo())));
        Assert.False(AssertionKey.IsWellFormed(Base64Text.Encode([.. rsa.ExportSubjectPublicKeyInfo(), 0])));
    }

    [Fact]
    public void Mutated_keys_and_signatures_never_throw()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using RSA rsa = RSA.Create(2048);
        DrawnBytes draw = new("hostile keys");
        foreach (byte[] good in new[] { key.ExportSubjectPublicKeyInfo(), rsa.ExportSubjectPublicKeyInfo() })
        {
            for (int round = 0; round < 600; round++)
            {
                byte[] mutated = [.. good];
                int within = round % 2 == 0 ? 33 : mutated.Length;
                for (int i = 0; i <= draw.Below(2); i++) mutated[draw.Below(within)] = (byte)draw.Below(256);
                string text = Base64Text.Encode(mutated);
                byte[] signature = new byte[draw.Below(80)];
                Assert.False(ServiceKey.Verify(text, "text", signature));
                Assert.False(AssertionKey.Verify(text, "text"u8, signature));
            }
        }
    }

    [Fact]
    public void Bodies_have_one_size_and_cast_requests_carry_the_exact_ballot()
    {
        byte[] ballot = Encoding.UTF8.GetBytes("""{"election_uuid":"x","é":"\\"}""");
        byte[] body = PaddedBody.WriteCast(ballot);
        Assert.Equal(4096, body.Length);
        Assert.True(PaddedBody.TryReadCast(body, out byte[] read));
        Assert.Equal(ballot, read);
        Assert.False(PaddedBody.TryReadCast(body[..^1], out _));
        Assert.Equal(1024, PaddedBody.WriteRefusal("PollsClosed").Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => PaddedBody.Write(100, w => w.Key("ballot").Text(new string('x', 95))));
    }

    [Fact]
    public void A_hand_out_leads_to_the_root_with_its_own_credential_only()
    {
        RollRecord record = new RollRecord.Member("basic", "local-80", "80-0001", "Zoë \"Z\" O'Neil");
        byte[] rsalt = Some.ToArray(), salt = RecordHash.OfText("salt").ToArray();
        Leaf leaf = new(Uuid, 0, EntryKind.Member, Leaf.RollHash(record.Write(), rsalt), Leaf.CredentialHash(Uuid, 0, "credential", salt));
        RecordHash[] leaves = [leaf.Hash(), RecordHash.OfText("a"), RecordHash.OfText("b")];
        HandOut handOut = new(Uuid, 0, EntryKind.Member, "12345", salt, rsalt, Encoding.UTF8.GetString(record.Write()), MerkleTree.Path(leaves, 0));
        byte[] body = handOut.WritePadded();
        Assert.Equal(4096, body.Length);
        Assert.True(HandOut.TryParse(body, out HandOut? read, out _));
        RecordHash root = MerkleTree.Root(leaves);
        Assert.True(read.LeadsTo(root, "credential", 3));
        Assert.False(read.LeadsTo(root, "another", 3));
        Assert.False((read with { Record = read.Record.Replace("0001", "0002") }).LeadsTo(root, "credential", 3));
        Assert.Equal("HandOut(redacted)", read.ToString());
        Assert.True(RollRecord.TryParse(Encoding.UTF8.GetBytes(read.Record), out RollRecord? roll, out _));
        Assert.Equal(record, roll);
    }

    [Fact]
    public void A_sign_off_hides_its_state()
    {
        byte[] one = Some.ToArray(), two = RecordHash.OfText("two").ToArray();
        Assert.NotEqual(SignOff.LeafHash(Uuid, 1, SignOffState.Recorded, one), SignOff.LeafHash(Uuid, 1, SignOffState.NotRecorded, one));
        Assert.NotEqual(SignOff.LeafHash(Uuid, 1, SignOffState.Recorded, one), SignOff.LeafHash(Uuid, 1, SignOffState.Recorded, two));
        Assert.Equal(RecordHash.Of([0, .. Encoding.UTF8.GetBytes($"rv-so|{Uuid}|1|recorded|{Some}")]), SignOff.LeafHash(Uuid, 1, SignOffState.Recorded, one));
    }

    [Fact]
    public void Every_type_of_journal_entry_is_read_as_it_was_written_and_signed()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset at = new(2026, 11, 25, 18, 0, 0, TimeSpan.Zero);
        JournalData[] all =
        [
            new JournalData.Sealed(Some, Some), new JournalData.Opened(), new JournalData.ScheduleChanged(at, at.AddDays(1), ["Ann", "Bea"], "storm"),
            new JournalData.BoardPublished(Uuid, 7, Some, 7), new JournalData.RollAddition(Uuid, 1), new JournalData.Removed(Uuid), new JournalData.Closing(at),
            new JournalData.CanvassDecided([new CanvassedUnit(Uuid, 7, 6, 1)]), new JournalData.BallotsEnded([new EndedUnit(Uuid, Some, Some)]),
            new JournalData.SignedOff([new SignedOffUnit(Uuid, Some, 5, 4, 1, Some)]),
            new JournalData.KeyDestroyed("basic", [new DestroyedUnit(Uuid, Some, Some)], [new NodeAcknowledgement("node-1", at)]),
            new JournalData.Attested(Uuid, 1), new JournalData.Decrypted(Uuid, 1), new JournalData.ResultComputed(Some),
            new JournalData.Certified(Some, "c1", CertificateStatement.Dissent, Some), new JournalData.Protest(1, "filed"), new JournalData.Published(Some),
            new JournalData.Voided([Uuid], "flood", ["Ann", "Bea"], [new NodeAcknowledgement("node-1", at)]),
        ];
        Assert.Equal(typeof(JournalData).GetNestedTypes().Length, all.Length);
        List<JournalEntry> entries = [];
        foreach (JournalData data in all)
            entries.Add(JournalEntry.Append(entries.Count == 0 ? null : entries[^1].Head, Uuid, at, [new BoardHead(Uuid, 0, Some)], data, key));
        Assert.True(JournalFile.TryParse(JournalFile.Write(entries), out var read, out int bad, out _));
        Assert.Equal(-1, bad);
        Assert.Equal(all.Select(d => d.GetType().Name), read.Select(e => e.Type));
        Assert.All(read, e => Assert.True(e.VerifySignature(ServiceKey.PublicText(key))));
        Assert.Equal(entries.Select(e => Encoding.UTF8.GetString(e.Write())), read.Select(e => Encoding.UTF8.GetString(e.Write())));
    }

    [Fact]
    public void A_journal_line_is_the_one_that_SPEC_shows()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        JournalEntry entry = JournalEntry.Append(null, Uuid, new DateTimeOffset(2026, 11, 25, 18, 0, 0, TimeSpan.Zero), [new BoardHead(Uuid, 0, Some)], new JournalData.Removed(Uuid), key);
        string line = Encoding.UTF8.GetString(entry.Write());
        string unsigned = $$$"""{"v":1,"n":0,"vote":"{{{Uuid}}}","at":"2026-11-25T18:00:00Z","type":"Removed","heads":[{"uuid":"{{{Uuid}}}","height":0,"hash":"{{{Some}}}"}],"data":{"uuid":"{{{Uuid}}}"}}""";
        Assert.StartsWith(unsigned[..^1] + ",\"signature\":\"", line, StringComparison.Ordinal);
        Assert.True(ServiceKey.Verify(ServiceKey.PublicText(key), "rv-journal|" + RecordHash.OfText(unsigned), entry.Signature.Span));
    }

    [Fact]
    public void An_event_is_the_one_that_Belenios_writes()
    {
        Protocol.Boards.BoardEvent first = Protocol.Boards.BoardEvent.Append(null, Protocol.Boards.BoardEventType.Setup, Some);
        Assert.Equal($$"""{"height":0,"type":"Setup","payload":"{{Some}}"}""", Encoding.UTF8.GetString(first.Write()));
        Protocol.Boards.BoardEvent end = Protocol.Boards.BoardEvent.Append(first.Position, Protocol.Boards.BoardEventType.EndBallots, null);
        Assert.Equal($$"""{"parent":"{{RecordHash.Of(first.Write())}}","height":1,"type":"EndBallots"}""", Encoding.UTF8.GetString(end.Write()));
    }

    [Fact]
    public void A_board_takes_its_events_in_one_order_only()
    {
        Protocol.Boards.BoardWriter board = new();
        Assert.Throws<InvalidOperationException>(() => board.AddBallot([1]));
        board.SetUp([1], [2], [3]);
        board.AddBallot([4]);
        Assert.Throws<InvalidOperationException>(() => board.AddResult([1]));
        board.EndBallots();
        Assert.Throws<InvalidOperationException>(() => board.AddBallot([5]));
        Assert.Throws<InvalidOperationException>(board.EndBallots);
        board.AddTally([6], [7]);
        board.AddPartialDecryption([8], [9]);
        board.AddResult([10]);
        Assert.Throws<InvalidOperationException>(() => board.AddPartialDecryption([8], [9]));
        Assert.Equal(6, board.Position!.Value.Height + 1);
    }

    [Fact]
    public void Mutated_records_of_ours_never_throw_and_are_never_read_as_something_else()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset at = new(2026, 11, 25, 18, 0, 0, TimeSpan.Zero);
        byte[] interesting = "\"\\{}[]:,-+.0919eEnulltrue \t\n\0\u007f"u8.ToArray();
        byte[][] good =
        [
            JournalEntry.Append(new JournalHead(3, Some), Uuid, at, [new BoardHead(Uuid, 0, Some)], new JournalData.KeyDestroyed("b", [new DestroyedUnit(Uuid, Some, Some)], [new NodeAcknowledgement("n", at)]), key).Write(),
            Receipt.Sign(key, Uuid, Some.ToBase64(), new Tracker(Some)).Write(),
            new OpeningsFile([new Opening(4, EntryKind.Spare, Some, "0", Some.ToArray(), [Some, Some])]).Write(),
            new VoteRecord(Uuid, Some, [new VoteUnit("b", "local-1", Uuid, Some.ToBase64(), Some)]).Write(),
            new CertificatesFile([new Certificate("c1", CertificateStatement.Certify, "w", at, ServiceKey.PublicText(key), new byte[37], "{}"u8.ToArray(), new byte[70])]).Write(),
            new HandOut(Uuid, 0, EntryKind.Member, "1", Some.ToArray(), Some.ToArray(), "r", [Some]).WritePadded(),
        ];
        DrawnBytes draw = new("hostile records of ours");
        for (int round = 0; round < 12_000; round++)
        {
            byte[] bytes = [.. good[round % good.Length]];
            if (draw.Below(8) == 0) bytes = bytes[..draw.Below(bytes.Length)];
            else for (int i = 0; i <= draw.Below(3); i++) bytes[draw.Below(bytes.Length)] = interesting[draw.Below(interesting.Length)];
            if (JournalEntry.TryParse(bytes, out JournalEntry? entry, out _)) Assert.Equal(bytes, entry.Write());
            if (Receipt.TryParse(bytes, out Receipt? receipt, out _)) Assert.Equal(bytes, receipt.Write());
            if (OpeningsFile.TryParse(bytes, out OpeningsFile? openings, out _)) Assert.Equal(bytes, openings.Write());
            if (VoteRecord.TryParse(bytes, out VoteRecord? vote, out _)) Assert.Equal(bytes, vote.Write());
            if (HandOut.TryParse(bytes, out HandOut? handOut, out _)) Assert.Equal(bytes, handOut.WritePadded());
            if (CertificatesFile.TryParse(bytes, out CertificatesFile? certificates, out _))
                Assert.All(certificates.Certificates, c => Assert.NotEqual(AssertionFinding.Valid, c.Verify(Some)));
            PaddedBody.TryReadCast(bytes, out _);
            RollRecord.TryParse(bytes, out _, out _);
            Terms.TryParse(bytes, out _, out _);
            ResultRecord.TryParse(bytes, out _, out _);
            AttestationsFile.TryParse(bytes, out _, out _);
            DossiersFile.TryParse(bytes, out _, out _);
            LeavesFile.TryParse(bytes, out _, out _);
        }
    }
}
