using System.Collections.Immutable;
using RatifyVote.Protocol.Groups;
using RatifyVote.Protocol.Records;
using RatifyVote.Protocol.Trustees;
using RatifyVote.Web.Audit;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;
using RatifyVote.Web.Tests.Databases;
using RatifyVote.Web.Tests.Votes;
using RatifyVote.Web.Trustees;
using RatifyVote.Web.Trustees.Ceremonies;
using RatifyVote.Web.Votes;
using RatifyVote.Web.Votes.Drafting;

namespace RatifyVote.Web.Tests.Trustees;

/// <summary>The key ceremony as the server sees it: what it takes, what it refuses, what it gives on.</summary>
public class CeremonyTests
{
    private static readonly RandomSource Random = SystemRandom.Source;

    [Theory, OnBothDatabases]
    public async Task Three_trustees_make_a_key_and_show_that_each_share_works(DatabaseProvider provider)
    {
        await using Table table = await Table.NewAsync(provider);
        foreach (TrusteeChoice person in table.People)
        {
            Assert.Equal(CeremonyRound.Invited, await table.RoundAsync());
            Assert.IsType<CeremonyAnswer.Taken>(await table.World.DoAsync<TakeSeat, CeremonyAnswer>(use => use.RunAsync(table.Vote, person.Account, default)));
        }

        await table.PlayAsync(until: CeremonyRound.Checked);
        CeremonyProgress progress = await table.ProgressAsync();
        Assert.Equal((CeremonyRound.Checked, 0), (progress.Round, progress.KeysChecked));
        Assert.True(TrusteeList.TryParse(progress.TrusteesRecord, out TrusteeList? record, out _));
        Assert.NotNull(TrusteesVerifier.Verify(record, Group.Ed25519, table.Vote).Verified);

        for (int place = 1; place <= 3; place++)
        {
            Assert.IsType<CeremonyAnswer.Taken>(await table.CheckKeyAsync(place));
        }

        Assert.Equal((CeremonyRound.Ready, 3), ((await table.ProgressAsync()).Round, (await table.ProgressAsync()).KeysChecked));
    }

    [Fact]
    public async Task A_message_is_taken_once_in_its_round_and_the_same_again_changes_nothing()
    {
        await using Table table = await Table.NewAsync(DatabaseProvider.Sqlite);
        await table.AcceptAsync();
        SignedMessage cert = table.Trustees[0].MakeCert(Random), other = table.Trustees[0].MakeCert(Random);

        Assert.IsType<CeremonyAnswer.Taken>(await table.CertAsync(0, cert));
        Assert.IsType<CeremonyAnswer.Taken>(await table.CertAsync(0, cert));
        Assert.Equal(IslandRefusal.WrongState, Why(await table.CertAsync(0, other)));
        Assert.Equal(IslandRefusal.Unreadable, Why(await table.CertAsync(1, cert)));
        Assert.Equal(IslandRefusal.NotFound, Why(await table.World.DoAsync<ReceiveMessage, CeremonyAnswer>(use => use.CertAsync(table.Vote, Guid.NewGuid(), cert, default))));
        Assert.Equal(CeremonyRound.Certs, await table.RoundAsync());
    }

    [Fact]
    public async Task A_certificate_for_another_vote_or_with_anothers_keys_is_refused()
    {
        await using Table table = await Table.NewAsync(DatabaseProvider.Sqlite);
        await table.AcceptAsync();
        SignedMessage elsewhere = new ThresholdTrustee(new KeyCeremony(Group.Ed25519, 3, 2, "AnotherVote1111"), 1, "AnotherVote1111", ThresholdTrustee.NewSeed(Random)).MakeCert(Random);
        Assert.Equal(IslandRefusal.Unreadable, Why(await table.CertAsync(0, elsewhere)));

        string seed = ThresholdTrustee.NewSeed(Random);
        KeyCeremony ceremony = new(Group.Ed25519, 3, 2, table.Vote);
        Assert.IsType<CeremonyAnswer.Taken>(await table.CertAsync(0, new ThresholdTrustee(ceremony, 1, table.Vote, seed).MakeCert(Random)));
        Assert.Equal(IslandRefusal.Unreadable, Why(await table.CertAsync(1, new ThresholdTrustee(ceremony, 2, table.Vote, seed).MakeCert(Random))));
    }

    [Fact]
    public async Task A_trustee_who_changes_the_coefficients_after_the_others_is_refused()
    {
        await using Table table = await Table.NewAsync(DatabaseProvider.Sqlite);
        await table.AcceptAsync();
        ImmutableArray<SignedMessage> certs = await table.CertsAsync();
        Assert.True(table.Trustees[0].TryMakePolynomial(certs, Random, out PolynomialMessage? honest).IsNone);
        Assert.True(table.Trustees[1].TryMakePolynomial(certs, Random, out PolynomialMessage? others).IsNone);

        PolynomialMessage changed = honest! with { Coefexps = others!.Coefexps };
        Assert.Equal(IslandRefusal.Unreadable, Why(await table.PolynomialAsync(0, changed)));
        Assert.IsType<CeremonyAnswer.Taken>(await table.PolynomialAsync(0, honest));
    }

    [Fact]
    public async Task A_key_check_needs_this_trustees_key_and_nonce()
    {
        await using Table table = await Table.NewAsync(DatabaseProvider.Sqlite);
        await table.AcceptAsync();
        await table.PlayAsync(until: CeremonyRound.Checked);
        Assert.Equal(IslandRefusal.Unreadable, Why(await table.CheckKeyAsync(1, keyOf: 2)));
        Assert.Equal(IslandRefusal.WrongState, Why(await table.CheckKeyAsync(1, nonceOf: 2)));
        Assert.Equal(0, (await table.ProgressAsync()).KeysChecked);
    }

    [Fact]
    public async Task An_aborted_ceremony_takes_nothing_more_until_an_officer_starts_it_anew()
    {
        await using Table table = await Table.NewAsync(DatabaseProvider.Sqlite);
        await table.AcceptAsync();
        await table.CertAsync(0, table.Trustees[0].MakeCert(Random));
        Assert.IsType<CeremonyAnswer.Taken>(await table.World.DoAsync<AbortCeremony, CeremonyAnswer>(use => use.RunAsync(table.Vote, table.People[1].Account, 1, AbortReason.CertBadSignature, default)));
        Assert.Equal(new CeremonyAbort(2, 1, "CertBadSignature"), (await table.ProgressAsync()).Aborted);
        Assert.Equal(IslandRefusal.WrongState, Why(await table.CertAsync(1, table.Trustees[1].MakeCert(Random))));

        Assert.IsType<CeremonyAnswer.Taken>(await table.World.DoAsync<StartCeremonyAnew, CeremonyAnswer>(use => use.RunAsync(table.Vote, Actor.Console, default)));
        Assert.Null((await table.ProgressAsync()).Aborted);
        Assert.IsType<CeremonyAnswer.Taken>(await table.CertAsync(1, table.Trustees[1].MakeCert(Random)));
    }

    [Fact]
    public async Task Other_trustees_in_the_draft_make_the_ceremony_start_over()
    {
        await using Table table = await Table.NewAsync(DatabaseProvider.Sqlite);
        await table.AcceptAsync();
        await table.PlayAsync(until: CeremonyRound.Checked);
        TrusteeChoice[] people = [.. table.People[..2], new TrusteeChoice(Guid.NewGuid(), "Somebody else")];
        await table.World.EditAsync<SeatTrustees>(table.Vote, (use, r) => use.RunAsync(table.Vote, r, 2, people, Actor.Console, default));

        CeremonyProgress progress = await table.ProgressAsync();
        Assert.Equal(CeremonyRound.Invited, progress.Round);
        Assert.Null(progress.TrusteesRecord);
    }

    private static IslandRefusal Why(CeremonyAnswer answer) => Assert.IsType<CeremonyAnswer.Refused>(answer).Why;

    /// <summary>A draft that names three trustees of whom two are needed.</summary>
    private sealed class Table(VoteWorld world, string vote, TrusteeChoice[] people) : IAsyncDisposable
    {
        public VoteWorld World => world;
        public string Vote => vote;
        public TrusteeChoice[] People => people;
        public ThresholdTrustee[] Trustees { get; } =
            [.. people.Select((_, at) => new ThresholdTrustee(new KeyCeremony(Group.Ed25519, people.Length, 2, vote), at + 1, vote, ThresholdTrustee.NewSeed(Random)))];

        private VerificationOutput[] outputs = [];

        public static async Task<Table> NewAsync(DatabaseProvider provider)
        {
            VoteWorld world = await VoteWorld.NewAsync(provider);
            string vote = ((CreateDraftOutcome.Created)await world.DoAsync<CreateDraft, CreateDraftOutcome>(use => use.RunAsync("Basic Agreement", VoteKind.Ratification, false, Actor.Console, default))).Vote;
            TrusteeChoice[] people = [new(Guid.NewGuid(), "Tess"), new(Guid.NewGuid(), "Tom"), new(Guid.NewGuid(), "Tilda")];
            await world.EditAsync<SeatTrustees>(vote, (use, r) => use.RunAsync(vote, r, 2, people, Actor.Console, default));
            return new(world, vote, people);
        }

        public async Task<CeremonyProgress> ProgressAsync() => (await world.DoAsync<TrusteeCeremonies, CeremonyProgress?>(use => use.OfAsync(vote, default)))!;

        public async Task<CeremonyRound> RoundAsync() => (await ProgressAsync()).Round;

        public async Task AcceptAsync()
        {
            foreach (TrusteeChoice person in people)
            {
                await world.DoAsync<TakeSeat, CeremonyAnswer>(use => use.RunAsync(vote, person.Account, default));
            }
        }

        public Task<CeremonyAnswer> CertAsync(int at, SignedMessage cert) => world.DoAsync<ReceiveMessage, CeremonyAnswer>(use => use.CertAsync(vote, people[at].Account, cert, default));

        public Task<CeremonyAnswer> PolynomialAsync(int at, PolynomialMessage message) =>
            world.DoAsync<ReceiveMessage, CeremonyAnswer>(use => use.PolynomialAsync(vote, people[at].Account, message, default));

        public async Task<ImmutableArray<SignedMessage>> CertsAsync()
        {
            ImmutableArray<SignedMessage> certs = [.. Trustees.Select(trustee => trustee.MakeCert(Random))];
            for (int at = 0; at < certs.Length; at++)
            {
                Assert.IsType<CeremonyAnswer.Taken>(await CertAsync(at, certs[at]));
            }

            return certs;
        }

        public async Task PlayAsync(CeremonyRound until)
        {
            ImmutableArray<SignedMessage> certs = await CertsAsync();
            List<PolynomialMessage> polynomials = [];
            for (int at = 0; at < Trustees.Length; at++)
            {
                Assert.True(Trustees[at].TryMakePolynomial(certs, Random, out PolynomialMessage? message).IsNone);
                polynomials.Add(message!);
                Assert.IsType<CeremonyAnswer.Taken>(await PolynomialAsync(at, message!));
            }

            outputs = [.. Trustees.Select((trustee, at) =>
            {
                Assert.True(trustee.TryMakeKey(certs, KeyCeremony.InputOf(at + 1, [.. polynomials]), Random, out VerificationOutput? output).IsNone);
                return output!;
            })];
            for (int at = 0; at < outputs.Length; at++)
            {
                VerificationOutput output = outputs[at];
                Assert.IsType<CeremonyAnswer.Taken>(await world.DoAsync<ReceiveMessage, CeremonyAnswer>(use => use.OutputAsync(vote, people[at].Account, output, default)));
            }

            Assert.Equal(until, await RoundAsync());
        }

        public async Task<CeremonyAnswer> CheckKeyAsync(int place, int? keyOf = null, int? nonceOf = null)
        {
            int holder = (keyOf ?? place) - 1;
            Assert.Equal(CeremonyFinding.Valid, Trustees[holder].TryOpenKey(outputs[holder].PrivateKey, out Scalar key));
            string nonce = await world.DoAsync<RatifyVoteDb, string>(async db => (await OneCeremony.ReadAsync(db, vote, default))!.Seats[(nonceOf ?? place) - 1].Nonce!);
            KeyCheck check = KeyCheck.Make(Group.Ed25519, key, vote, place, nonce, Random);
            return await world.DoAsync<ReceiveMessage, CeremonyAnswer>(use => use.KeyCheckAsync(vote, people[place - 1].Account, check, default));
        }

        public ValueTask DisposeAsync() => world.DisposeAsync();
    }
}
