using System.Reflection;
using RatifyVote.Web.Persistence;
using Xunit.Sdk;
using Xunit.v3;

namespace RatifyVote.Web.Tests.Databases;

/// <summary>Runs a theory once on SQLite and once on PostgreSQL: <c>[Theory, OnBothDatabases] public async Task A_sentence(DatabaseProvider provider)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothDatabasesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [new TheoryDataRow<DatabaseProvider>(DatabaseProvider.Sqlite), new TheoryDataRow<DatabaseProvider>(DatabaseProvider.Postgres)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
