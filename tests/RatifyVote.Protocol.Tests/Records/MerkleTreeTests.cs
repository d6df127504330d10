using System.Collections.Immutable;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;

namespace RatifyVote.Protocol.Tests.Records;

public sealed class MerkleTreeTests
{
    // The leaves and roots of the test data of certificate transparency (RFC 6962), published with the RFC's reference implementation.
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void Roots_are_those_of_RFC_6962()
    {
        RecordHash[] hashes = [.. Leaves.Select(l => MerkleTree.LeafHash(Convert.FromHexString(l)))];
        for (int n = 1; n <= Roots.Length; n++) Assert.Equal(Roots[n - 1], MerkleTree.Root(hashes.AsSpan(0, n)).ToHex());
    }

    [Fact]
    public void Every_path_of_every_small_tree_leads_to_its_root_and_to_no_other()
    {
        for (int size = 1; size <= 40; size++)
        {
            RecordHash[] hashes = [.. Enumerable.Range(0, size).Select(i => RecordHash.OfText($"leaf {i}"))];
            RecordHash root = MerkleTree.Root(hashes);
            ImmutableArray<RecordHash>[] all = MerkleTree.AllPaths(hashes);
            for (int i = 0; i < size; i++)
            {
                ImmutableArray<RecordHash> path = MerkleTree.Path(hashes, i);
                Assert.Equal(path, all[i]);
                Assert.Equal(root, MerkleTree.RootFrom(hashes[i], i, size, path));
                Assert.NotEqual(root, MerkleTree.RootFrom(RecordHash.OfText("other"), i, size, path));
                Assert.Null(MerkleTree.RootFrom(hashes[i], i, size, [.. path, root]));
                if (!path.IsEmpty) Assert.Null(MerkleTree.RootFrom(hashes[i], i, size, path.RemoveAt(0)));
                Assert.Null(MerkleTree.RootFrom(hashes[i], size, size, path));
                Assert.Null(MerkleTree.RootFrom(hashes[i], -1, size, path));
                if (size > 1) Assert.NotEqual(root, MerkleTree.RootFrom(hashes[i], (i + 1) % size, size, path));
            }
        }
    }

    [Theory, InlineData(0, 5), InlineData(4, 5), InlineData(250, 5), InlineData(251, 6), InlineData(3000, 60), InlineData(3001, 61)]
    public void A_roll_gets_one_spare_for_fifty_members_and_five_at_least(int members, int spares) => Assert.Equal(spares, SpareEntries.For(members));
}
