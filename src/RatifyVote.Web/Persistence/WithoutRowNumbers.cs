using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace RatifyVote.Web.Persistence;

/// <summary>SQLite numbers the rows of a table in the order in which they arrived. The tables named here must not keep that order (secrecy C-03), so they are made WITHOUT ROWID,
/// which EF cannot be told in a model.</summary>
internal sealed class WithoutRowNumbers(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    public static readonly IReadOnlySet<string> Tables = new HashSet<string> { "Inbox", "InboxCiphertexts", "BoardCiphertexts", "SignOff" };

    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        bool numbered = !Tables.Contains(operation.Name);
        base.Generate(operation, model, builder, terminate && numbered);
        if (terminate && !numbered)
        {
            builder.Append(" WITHOUT ROWID").AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }
}
