using System;
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
            migrationBuilder.CreateTable(
                name: "BoardCiphertexts",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardCiphertexts", x => new { x.Uuid, x.Hash });
                });

            migrationBuilder.CreateTable(
                name: "BoardEvents",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Height = table.Column<int>(type: "integer", nullable: false),
                    Type = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    Payload = table.Column<byte[]>(type: "bytea", nullable: true),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false),
                    Credential = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardEvents", x => new { x.Uuid, x.Height });
                });

            migrationBuilder.CreateTable(
                name: "BoardRecords",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Height = table.Column<int>(type: "integer", nullable: false),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoardRecords", x => new { x.Uuid, x.Height, x.Place });
                });

            migrationBuilder.CreateTable(
                name: "BoxUnits",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    VoteId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ContestId = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    Place = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    OpensAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ClosesAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FlushSeconds = table.Column<int>(type: "integer", nullable: false),
                    FlushNewCredentials = table.Column<int>(type: "integer", nullable: false),
                    FlushOnlyAtClose = table.Column<bool>(type: "boolean", nullable: false),
                    Revotes = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false),
                    Practice = table.Column<bool>(type: "boolean", nullable: false),
                    Members = table.Column<int>(type: "integer", nullable: false),
                    Spares = table.Column<int>(type: "integer", nullable: false),
                    ArchiveTime = table.Column<long>(type: "bigint", nullable: false),
                    Height = table.Column<int>(type: "integer", nullable: false),
                    Head = table.Column<byte[]>(type: "bytea", nullable: false),
                    BoardState = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Ballots = table.Column<int>(type: "integer", nullable: false),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AnnouncedHeight = table.Column<int>(type: "integer", nullable: false),
                    ClosingHeight = table.Column<int>(type: "integer", nullable: true),
                    ResultPublic = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BoxUnits", x => x.Uuid);
                });

            migrationBuilder.CreateTable(
                name: "ContestKeys",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ContestId = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    DestroyedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContestKeys", x => new { x.VoteId, x.ContestId });
                });

            migrationBuilder.CreateTable(
                name: "Inbox",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "bytea", nullable: false),
                    Uuid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    TagB = table.Column<byte[]>(type: "bytea", nullable: false),
                    TagC = table.Column<byte[]>(type: "bytea", nullable: false),
                    Seq = table.Column<int>(type: "integer", nullable: false),
                    Box = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Inbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InboxCiphertexts",
                columns: table => new
                {
                    TagX = table.Column<byte[]>(type: "bytea", nullable: false),
                    Uuid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxCiphertexts", x => x.TagX);
                });

            migrationBuilder.CreateTable(
                name: "Openings",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SignOffRoot = table.Column<byte[]>(type: "bytea", nullable: false),
                    Openings = table.Column<byte[]>(type: "bytea", nullable: false),
                    Recorded = table.Column<int>(type: "integer", nullable: false),
                    NotRecorded = table.Column<int>(type: "integer", nullable: false),
                    SetAside = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Openings", x => x.Uuid);
                });

            migrationBuilder.CreateTable(
                name: "SignOff",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    I = table.Column<int>(type: "integer", nullable: false),
                    State = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    SSalt = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignOff", x => new { x.Uuid, x.I });
                });

            migrationBuilder.CreateTable(
                name: "UnitRecords",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Election = table.Column<byte[]>(type: "bytea", nullable: false),
                    Trustees = table.Column<byte[]>(type: "bytea", nullable: false),
                    PublicCredentials = table.Column<byte[]>(type: "bytea", nullable: false),
                    LeafHashes = table.Column<byte[]>(type: "bytea", nullable: false),
                    RollHashes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnitRecords", x => x.Uuid);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BoardEvents_Uuid_Credential",
                table: "BoardEvents",
                columns: new[] { "Uuid", "Credential" });

            migrationBuilder.CreateIndex(
                name: "IX_BoardEvents_Uuid_Payload",
                table: "BoardEvents",
                columns: new[] { "Uuid", "Payload" });

            migrationBuilder.CreateIndex(
                name: "IX_BoxUnits_VoteId_Place",
                table: "BoxUnits",
                columns: new[] { "VoteId", "Place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_TagB",
                table: "Inbox",
                column: "TagB",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_TagC_Seq",
                table: "Inbox",
                columns: new[] { "TagC", "Seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Inbox_Uuid",
                table: "Inbox",
                column: "Uuid");

            migrationBuilder.CreateIndex(
                name: "IX_InboxCiphertexts_Uuid",
                table: "InboxCiphertexts",
                column: "Uuid");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BoardCiphertexts");

            migrationBuilder.DropTable(
                name: "BoardEvents");

            migrationBuilder.DropTable(
                name: "BoardRecords");

            migrationBuilder.DropTable(
                name: "BoxUnits");

            migrationBuilder.DropTable(
                name: "ContestKeys");

            migrationBuilder.DropTable(
                name: "Inbox");

            migrationBuilder.DropTable(
                name: "InboxCiphertexts");

            migrationBuilder.DropTable(
                name: "Openings");

            migrationBuilder.DropTable(
                name: "SignOff");

            migrationBuilder.DropTable(
                name: "UnitRecords");
        }
    }
}
