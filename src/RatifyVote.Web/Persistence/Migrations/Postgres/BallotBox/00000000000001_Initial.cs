using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RatifyVote.Web.Persistence.Migrations.Postgres.BallotBox
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {

        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
