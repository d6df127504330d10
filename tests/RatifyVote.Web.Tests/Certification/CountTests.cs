using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RatifyVote.Domain.Votes;
using RatifyVote.Protocol.Elections;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Tallies;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Verifier;
using RatifyVote.Verifier.Published;
using RatifyVote.Web.Booth;
using RatifyVote.Web.Certification.Certifying;
using RatifyVote.Web.Certification.Counting;
using RatifyVote.Web.Certification.Storage;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Tests.Votes;
using RatifyVote.Web.Trustees.Decryptions;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Opening;

namespace RatifyVote.Web.Tests.Certification;

/// <summary>From the close to the publication, through the use cases, with trustees and certifiers played.</summary>
public class CountTests
{
    [Theory, OnBothDatabases]
    public async Task A_vote_goes_from_the_close_to_a_publication_that_the_verifier_accepts(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await ClosedAsync(world);

        await AdvanceAsync(world, vote);
        Assert.Equal(VotePhase.KeyDestroyed, await PhaseAsync(world, vote));
        await AttestAsync(world, vote, 1, 2);
        await DecryptAsync(world, vote, 1);
        await AdvanceAsync(world, vote);
        Assert.Equal(VotePhase.KeyDestroyed, await PhaseAsync(world, vote));
        await DecryptAsync(world, vote, 2);
        await AdvanceAsync(world, vote);
        Assert.Equal(VotePhase.UnderReview, await PhaseAsync(world, vote));

        Assert.Equal([SignAnswer.Taken, SignAnswer.Taken], [await SignAsync(world, vote, 0), await SignAsync(world, vote, 1)]);
        await AdvanceAsync(world, vote);
        Assert.Equal(VotePhase.Certified, await PhaseAsync(world, vote));
        world.Clock.Advance(TimeSpan.FromHours(72));
        await AdvanceAsync(world, vote);
        Assert.Equal(VotePhase.Published, await PhaseAsync(world, vote));

        foreach (string path in new[] { Path.Combine(world.PublishedFolder, vote), Path.Combine(world.PublishedFolder, vote + ".zip") })
        {
            using PublishedVote published = PublishedVote.Open(path);
            Assert.Equal("VERIFIED", VoteVerification.Run(published, VoteStage.Published).LastLine);
        }
    }

    [Theory, OnBothDatabases]
    public async Task The_public_board_ends_at_the_tally_until_the_vote_is_published(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await UnderReviewAsync(world);
        string uuid = (await world.DoAsync<VoteQueries, IReadOnlyList<UnitSummary>>(use => use.UnitsAsync(vote, default)))[0].Uuid;
        Assert.DoesNotContain("PartialDecryption", await PublicBoardAsync(world, uuid));
        Assert.Contains("EncryptedTally", await PublicBoardAsync(world, uuid));

        await SignAsync(world, vote, 0);
        await SignAsync(world, vote, 1);
        world.Clock.Advance(TimeSpan.FromHours(73));
        await AdvanceAsync(world, vote);
        Assert.Contains("\"Result\"", await PublicBoardAsync(world, uuid));
    }

    [Theory, OnBothDatabases]
    public async Task Every_step_of_the_count_may_be_asked_for_twice(DatabaseProvider provider)
    {
        await using VoteWorld world = await VoteWorld.NewAsync(provider);
        string vote = await UnderReviewAsync(world);
        byte[] before = await ResultAsync(world, vote);
        int lines = (await LinesAsync(world, vote)).Count;

        Assert.True(await world.DoAsync<ComputeResult, bool>(use => use.RunAsync(vote, default)));
        Assert.True(await world.DoAsync<RunChecks, bool>(use => use.RunAsync(vote, default)));
        await AdvanceAsync(world, vote);

        Assert.Equal(before, await ResultAsync(world, vote));
        Assert.Equal(lines, (await LinesAsync(world, vote)).Count);
    }

    [Fact]
    public async Task A_certifier_signs_once_in_order_and_only_this_result_on_this_site()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await UnderReviewAsync(world);

        Assert.Equal(SignAnswer.NotYourTurn, await SignAsync(world, vote, 1));
        Assert.Equal(SignAnswer.SignatureWrong, await SignAsync(world, vote, 0, challenge: RecordHash.OfText("another result")));
        Assert.Equal(SignAnswer.SignatureWrong, await SignAsync(world, vote, 0, origin: "https://elsewhere.example"));
        Assert.Equal(SignAnswer.SignatureWrong, await SignAsync(world, vote, 0, key: ECDsa.Create(ECCurve.NamedCurves.nistP256)));
        Assert.Equal(SignAnswer.WrongState, await SignAsync(world, vote, 0, result: RecordHash.OfText("another result")));
        Assert.Equal(SignAnswer.NotFound, await SignAsync(world, vote, 0, account: Guid.NewGuid()));
        Assert.Equal(SignAnswer.Taken, await SignAsync(world, vote, 0, statement: CertificateStatement.Dissent, words: "I do not agree."));
        Assert.Equal(SignAnswer.AlreadySigned, await SignAsync(world, vote, 0));
        Assert.Equal(SignAnswer.Taken, await SignAsync(world, vote, 1));

        // Two certificates are required; one of the two dissents, so the vote stays under review.
        await AdvanceAsync(world, vote);
        Assert.Equal(VotePhase.UnderReview, await PhaseAsync(world, vote));
        Assert.Equal(2, (await LinesAsync(world, vote)).Count(line => line.Entry.Data is JournalData.Certified));
    }

    [Fact]
    public async Task A_trustee_attests_what_the_journal_says_and_decrypts_only_after_t_did()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await ClosedAsync(world);
        UnitSummary unit = (await world.DoAsync<VoteQueries, IReadOnlyList<UnitSummary>>(use => use.UnitsAsync(vote, default)))[0];
        TrusteeSeat seat = (await world.DoAsync<VoteQueries, IReadOnlyList<TrusteeSeat>>(use => use.TrusteesAsync(vote, default)))[0];
        Attestation early = new(1, default, new RatifyVote.Protocol.Proofs.Proof("1", "1"));
        Assert.Equal(DecryptionAnswer.WrongState, await TakeAsync(early, seat.Account));

        await AdvanceAsync(world, vote);
        AttestedContent content = (await world.DoAsync<SealedTallies, SealedTally?>(use => use.FindAsync(unit.Uuid, default)))!.Content;
        Assert.Equal(DecryptionAnswer.AttestationWrong, await TakeAsync(Attested(content with { Tally = RecordHash.OfText("another tally") }), seat.Account));
        Assert.Equal(DecryptionAnswer.AttestationWrong, await TakeAsync(Attested(content, by: 1), seat.Account));
        Assert.Equal(DecryptionAnswer.NotFound, await TakeAsync(Attested(content), Guid.NewGuid()));
        Assert.Equal(DecryptionAnswer.AttestationsMissing, await DecryptUnitAsync(world, vote, unit.Uuid, 1));
        Assert.Equal(DecryptionAnswer.Taken, await TakeAsync(Attested(content), seat.Account));
        Assert.Equal(DecryptionAnswer.Taken, await TakeAsync(Attested(content), seat.Account));
        Assert.Equal(DecryptionAnswer.AttestationsMissing, await DecryptUnitAsync(world, vote, unit.Uuid, 1));
        await AttestAsync(world, vote, 2);
        Assert.Equal(DecryptionAnswer.DecryptionWrong, await DecryptUnitAsync(world, vote, unit.Uuid, 1, keyOf: 2));
        Assert.Equal(DecryptionAnswer.Taken, await DecryptUnitAsync(world, vote, unit.Uuid, 1));
        Assert.Equal(DecryptionAnswer.Taken, await DecryptUnitAsync(world, vote, unit.Uuid, 1));
        Assert.Single(await LinesAsync(world, vote), line => line.Entry.Data is JournalData.Decrypted);

        Attestation Attested(AttestedContent what, int by = 0) => new(1, what, world.Trustees[by].SignMessage(what.Message(unit.Uuid), SystemRandom.Source));
        Task<DecryptionAnswer> TakeAsync(Attestation attestation, Guid account) =>
            world.DoAsync<ReceiveAttestation, DecryptionAnswer>(use => use.RunAsync(vote, unit.Uuid, account, attestation, default));
    }

    [Fact]
    public async Task A_lost_key_stops_the_count_and_is_never_called_destroyed()
    {
        await using VoteWorld world = await VoteWorld.NewAsync(DatabaseProvider.Sqlite);
        string vote = await ClosedAsync(world);
        await world.DoAsync<EndBallots, CloseStep>(use => use.RunAsync(vote, [], default));
        await world.DoAsync<SignOffUnits, CloseStep>(use => use.RunAsync(vote, default));
        Directory.GetFiles(Path.Combine(world.KeydirFolder, "contests")).ToList().ForEach(File.Delete);

        await AdvanceAsync(world, vote);

        Assert.Equal(VotePhase.SignedOff, await PhaseAsync(world, vote));
        Assert.DoesNotContain(await LinesAsync(world, vote), line => line.Entry.Data is JournalData.KeyDestroyed);
        Assert.True((await world.DoAsync<CountQuery, CountView?>(use => use.OfAsync(vote, default)))!.KeyMissing);
    }

    private static async Task<string> ClosedAsync(VoteWorld world)
    {
        string vote = await world.SealedAsync();
        await world.DoAsync<AdvanceVotes>(use => use.RunAsync(default));
        world.Clock.Advance(TimeSpan.FromDays(20));
        await world.DoAsync<AdvanceVotes>(use => use.RunAsync(default));
        world.Clock.Advance(TimeSpan.FromDays(3));
        await world.DoAsync<AdvanceVotes>(use => use.RunAsync(default));
        Assert.Equal(VotePhase.Canvass, await PhaseAsync(world, vote));
        return vote;
    }

    private static async Task<string> UnderReviewAsync(VoteWorld world)
    {
        string vote = await ClosedAsync(world);
        await AdvanceAsync(world, vote);
        await AttestAsync(world, vote, 1, 3);
        await DecryptAsync(world, vote, 1);
        await DecryptAsync(world, vote, 3);
        await AdvanceAsync(world, vote);
        Assert.Equal(VotePhase.UnderReview, await PhaseAsync(world, vote));
        return vote;
    }

    private static Task AdvanceAsync(VoteWorld world, string vote) => world.DoAsync<AdvanceCount>(use => use.RunAsync(vote, default));

    private static async Task<VotePhase> PhaseAsync(VoteWorld world, string vote) => (await world.VoteAsync(vote)).Phase;

    private static Task<IReadOnlyList<JournalLine>> LinesAsync(VoteWorld world, string vote) => world.DoAsync<Journal, IReadOnlyList<JournalLine>>(use => use.LinesAsync(vote, default));

    private static async Task<byte[]> ResultAsync(VoteWorld world, string vote)
    {
        await using RatifyVoteDb db = world.Db();
        return (await db.Set<ResultRow>().SingleAsync(row => row.VoteId == vote)).Record;
    }

    private static async Task<string> PublicBoardAsync(VoteWorld world, string uuid)
    {
        using MemoryStream bytes = new();
        await world.DoAsync<RatifyVote.Web.Booth.Boards.BoardFile>(async file => await file.WriteAsync((await file.FindPublicAsync(uuid, default))!, bytes, default));
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static async Task AttestAsync(VoteWorld world, string vote, params int[] owners)
    {
        IReadOnlyList<TrusteeSeat> seats = await world.DoAsync<VoteQueries, IReadOnlyList<TrusteeSeat>>(use => use.TrusteesAsync(vote, default));
        foreach (UnitSummary unit in await world.DoAsync<VoteQueries, IReadOnlyList<UnitSummary>>(use => use.UnitsAsync(vote, default)))
        {
            AttestedContent content = (await world.DoAsync<SealedTallies, SealedTally?>(use => use.FindAsync(unit.Uuid, default)))!.Content;
            foreach (int owner in owners)
            {
                Attestation attestation = new(owner, content, world.Trustees[owner - 1].SignMessage(content.Message(unit.Uuid), SystemRandom.Source));
                Assert.Equal(DecryptionAnswer.Taken, await world.DoAsync<ReceiveAttestation, DecryptionAnswer>(use => use.RunAsync(vote, unit.Uuid, seats[owner - 1].Account, attestation, default)));
            }
        }
    }

    private static async Task DecryptAsync(VoteWorld world, string vote, int owner)
    {
        foreach (UnitSummary unit in await world.DoAsync<VoteQueries, IReadOnlyList<UnitSummary>>(use => use.UnitsAsync(vote, default)))
        {
            Assert.Equal(DecryptionAnswer.Taken, await DecryptUnitAsync(world, vote, unit.Uuid, owner));
        }
    }

    private static async Task<DecryptionAnswer> DecryptUnitAsync(VoteWorld world, string vote, string uuid, int owner, int? keyOf = null)
    {
        Guid account = (await world.DoAsync<VoteQueries, IReadOnlyList<TrusteeSeat>>(use => use.TrusteesAsync(vote, default)))[owner - 1].Account;
        TalliedUnit tallied = (await world.DoAsync<Board, TalliedUnit?>(use => use.TalliedAsync(uuid, default)))!;
        Assert.True(Election.TryParse(tallied.Election, out Election? election, out _));
        Assert.True(EncryptedTally.TryParse(tallied.Tally, out EncryptedTally? tally, out _));
        int holder = (keyOf ?? owner) - 1;
        Assert.Equal(CeremonyFinding.Valid, world.Trustees[holder].TryOpenKey(world.TrusteeOutputs[holder].PrivateKey, out Scalar key));
        (PartialDecryption decryption, OwnedSecondProofs second) = TallyDecryptor.Decrypt(election, tally, owner, key, SystemRandom.Source);
        return await world.DoAsync<ReceiveDecryption, DecryptionAnswer>(use => use.RunAsync(vote, uuid, account, owner, decryption, second, default));
    }

    private static async Task<SignAnswer> SignAsync(
        VoteWorld world, string vote, int place, RecordHash? challenge = null, RecordHash? result = null, string? origin = null, ECDsa? key = null, Guid? account = null,
        CertificateStatement statement = CertificateStatement.Certify, string? words = null)
    {
        CertifierSeat seat = (await world.DoAsync<VoteQueries, IReadOnlyList<CertifierSeat>>(use => use.CertifiersAsync(vote, default)))[place];
        RecordHash hash = RecordHash.Of(await ResultAsync(world, vote));
        string site = origin ?? await world.DoAsync<SiteSettings, string>(settings => Task.FromResult(settings.PublicUrl.GetLeftPart(UriPartial.Authority)));
        byte[] client = Encoding.UTF8.GetBytes($$"""{"type":"webauthn.get","challenge":"{{Base64Url.EncodeToString((challenge ?? hash).ToArray())}}","origin":"{{site}}"}""");
        byte[] data = [.. SHA256.HashData(Encoding.UTF8.GetBytes(new Uri(site).Host)), 0b101, 0, 0, 0, 0];
        byte[] signature = (key ?? world.Passkeys[seat.Account]).SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return await world.DoAsync<SignResult, SignAnswer>(use => use.RunAsync(vote, account ?? seat.Account, result ?? hash, statement, words, new(data, client, signature), default));
    }
}
