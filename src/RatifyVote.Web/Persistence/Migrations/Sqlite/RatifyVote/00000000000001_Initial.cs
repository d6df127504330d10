using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RatifyVote.Web.Persistence.Migrations.Sqlite.RatifyVote
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: true),
                    DisplayName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneNumber = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<long>(type: "INTEGER", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Activations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Activations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Agreements",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Employer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Agreements", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AssumptionConfirmations",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ContestId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RulesHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AssumptionConfirmations", x => new { x.VoteId, x.ContestId, x.Account });
                });

            migrationBuilder.CreateTable(
                name: "AuditEvents",
                columns: table => new
                {
                    Height = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    PreviousHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEvents", x => x.Height);
                });

            migrationBuilder.CreateTable(
                name: "CanvassConfirmations",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ListHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CanvassConfirmations", x => new { x.VoteId, x.AccountId });
                });

            migrationBuilder.CreateTable(
                name: "Certificates",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Certifier = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Office = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Certifies = table.Column<bool>(type: "INTEGER", nullable: false),
                    Record = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => new { x.VoteId, x.Ordinal });
                });

            migrationBuilder.CreateTable(
                name: "Contests",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    AgreementId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Question = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Yes = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    No = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    MeansYes = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    MeansNo = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Rules = table.Column<string>(type: "TEXT", nullable: false),
                    DelegateTableName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    DelegateTableSource = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Contests", x => new { x.VoteId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "ContestUnits",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ContestId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Local = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Delegates = table.Column<int>(type: "INTEGER", nullable: true),
                    RollFrozen = table.Column<bool>(type: "INTEGER", nullable: false),
                    Members = table.Column<int>(type: "INTEGER", nullable: false),
                    Spares = table.Column<int>(type: "INTEGER", nullable: false),
                    DossierHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DossierPublishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Fingerprint = table.Column<string>(type: "TEXT", maxLength: 43, nullable: false),
                    CredentialsHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContestUnits", x => x.Uuid);
                });

            migrationBuilder.CreateTable(
                name: "CookieKeyRing",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CookieKeyRing", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DossierDocuments",
                columns: table => new
                {
                    AgreementId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Local = table.Column<int>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DossierDocuments", x => new { x.AgreementId, x.Local, x.Sha256 });
                });

            migrationBuilder.CreateTable(
                name: "Dossiers",
                columns: table => new
                {
                    AgreementId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Local = table.Column<int>(type: "INTEGER", nullable: false),
                    Working = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    PublishedVersion = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Dossiers", x => new { x.AgreementId, x.Local });
                });

            migrationBuilder.CreateTable(
                name: "DossierVersions",
                columns: table => new
                {
                    AgreementId = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Local = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PublishedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    WhatChanged = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DossierVersions", x => new { x.AgreementId, x.Local, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "Grants",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Local = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Grants", x => new { x.AccountId, x.Role, x.Local });
                });

            migrationBuilder.CreateTable(
                name: "JournalLines",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    N = table.Column<int>(type: "INTEGER", nullable: false),
                    Type = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    OnceKey = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Line = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalLines", x => new { x.VoteId, x.N });
                });

            migrationBuilder.CreateTable(
                name: "KeyCeremonies",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Threshold = table.Column<int>(type: "INTEGER", nullable: false),
                    Size = table.Column<int>(type: "INTEGER", nullable: false),
                    Attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    TrusteesRecord = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AbortedBy = table.Column<int>(type: "INTEGER", nullable: true),
                    AbortedOffender = table.Column<int>(type: "INTEGER", nullable: true),
                    AbortedReason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyCeremonies", x => x.VoteId);
                });

            migrationBuilder.CreateTable(
                name: "KnockRuns",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Failure = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Runs = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnockRuns", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Locals",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Locals", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "Members",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CardNumber = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: true),
                    Secret = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Members", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Recipient = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    About = table.Column<Guid>(type: "TEXT", nullable: false),
                    Address = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    DeliveredOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ResultCheckRuns",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Verified = table.Column<bool>(type: "INTEGER", nullable: false),
                    LastLine = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Problems = table.Column<string>(type: "TEXT", nullable: false),
                    Checks = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ResultCheckRuns", x => x.VoteId);
                });

            migrationBuilder.CreateTable(
                name: "ResultEvidence",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Attestations = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SecondProofs = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ResultEvidence", x => x.Uuid);
                });

            migrationBuilder.CreateTable(
                name: "Results",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Record = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Results", x => x.VoteId);
                });

            migrationBuilder.CreateTable(
                name: "RollEntries",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    I = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Record = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    RSalt = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollEntries", x => new { x.Uuid, x.I });
                });

            migrationBuilder.CreateTable(
                name: "RollExclusions",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RollExclusions", x => new { x.Uuid, x.MemberId });
                });

            migrationBuilder.CreateTable(
                name: "RosterImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    FileHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    StandingsFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Locals = table.Column<string>(type: "TEXT", nullable: false),
                    Lines = table.Column<int>(type: "INTEGER", nullable: false),
                    MembersAdded = table.Column<int>(type: "INTEGER", nullable: false),
                    MembershipsAdded = table.Column<int>(type: "INTEGER", nullable: false),
                    Changed = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RosterImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StagedImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Box = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StagedImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TrusteeAttestations",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Owner = table.Column<int>(type: "INTEGER", nullable: false),
                    Record = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrusteeAttestations", x => new { x.Uuid, x.Owner });
                });

            migrationBuilder.CreateTable(
                name: "TrusteeDecryptions",
                columns: table => new
                {
                    Uuid = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Owner = table.Column<int>(type: "INTEGER", nullable: false),
                    PartialDecryption = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SecondProofs = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrusteeDecryptions", x => new { x.Uuid, x.Owner });
                });

            migrationBuilder.CreateTable(
                name: "TrusteeSeats",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Place = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Accepted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Cert = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Polynomial = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Output = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Nonce = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    KeyCheckedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrusteeSeats", x => new { x.VoteId, x.Place });
                });

            migrationBuilder.CreateTable(
                name: "VoteCertifiers",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Ordinal = table.Column<int>(type: "INTEGER", nullable: false),
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Office = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VoteCertifiers", x => new { x.VoteId, x.Ordinal });
                });

            migrationBuilder.CreateTable(
                name: "Votes",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Union = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Phase = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    Practice = table.Column<bool>(type: "INTEGER", nullable: false),
                    RecordDate = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    PlannedOpensAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PlannedClosesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    OpensAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ClosesAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FlushEverySeconds = table.Column<int>(type: "INTEGER", nullable: false),
                    FlushNewCredentials = table.Column<int>(type: "INTEGER", nullable: false),
                    FlushSmallUnit = table.Column<int>(type: "INTEGER", nullable: false),
                    CanvassHours = table.Column<int>(type: "INTEGER", nullable: false),
                    NoticeHours = table.Column<int>(type: "INTEGER", nullable: false),
                    ProtestHours = table.Column<int>(type: "INTEGER", nullable: false),
                    TrusteeThreshold = table.Column<int>(type: "INTEGER", nullable: false),
                    CertifiersRequired = table.Column<int>(type: "INTEGER", nullable: false),
                    Help = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    SealAskedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    SealAskedByName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SealAskedRevision = table.Column<int>(type: "INTEGER", nullable: false),
                    SealApprovedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    SealApprovedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    VoidAskedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    VoidAskedByName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    VoidReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    VoidApprovedBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    VoidApprovedByName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CopiedFrom = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TermsRecord = table.Column<byte[]>(type: "BLOB", nullable: true),
                    TrusteesRecord = table.Column<byte[]>(type: "BLOB", nullable: true),
                    VoteRecord = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Votes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VoteTrustees",
                columns: table => new
                {
                    VoteId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Owner = table.Column<int>(type: "INTEGER", nullable: false),
                    Account = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VoteTrustees", x => new { x.VoteId, x.Owner });
                });

            migrationBuilder.CreateTable(
                name: "AccountClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ClaimType = table.Column<string>(type: "TEXT", nullable: true),
                    ClaimValue = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountClaims_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    ProviderKey = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "TEXT", nullable: true),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AccountLogins_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountPasskeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_AccountPasskeys_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AccountTokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AccountTokens_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Memberships",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    MemberId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Local = table.Column<int>(type: "INTEGER", nullable: false),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Memberships_Locals_Local",
                        column: x => x.Local,
                        principalTable: "Locals",
                        principalColumn: "Number",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Memberships_Members_MemberId",
                        column: x => x.MemberId,
                        principalTable: "Members",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Standings",
                columns: table => new
                {
                    MembershipId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Standing = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Standings", x => new { x.MembershipId, x.From });
                    table.ForeignKey(
                        name: "FK_Standings_Memberships_MembershipId",
                        column: x => x.MembershipId,
                        principalTable: "Memberships",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccountClaims_UserId",
                table: "AccountClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountLogins_UserId",
                table: "AccountLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountPasskeys_UserId",
                table: "AccountPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "Accounts",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_MemberId",
                table: "Accounts",
                column: "MemberId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "Accounts",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Activations_AccountId_Kind",
                table: "Activations",
                columns: new[] { "AccountId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Activations_Hash",
                table: "Activations",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_Name",
                table: "AuditEvents",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_ContestUnits_VoteId_ContestId_Local",
                table: "ContestUnits",
                columns: new[] { "VoteId", "ContestId", "Local" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Grants_Role",
                table: "Grants",
                column: "Role");

            migrationBuilder.CreateIndex(
                name: "IX_JournalLines_VoteId_Type_OnceKey",
                table: "JournalLines",
                columns: new[] { "VoteId", "Type", "OnceKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Members_CardNumber",
                table: "Members",
                column: "CardNumber",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Members_Email",
                table: "Members",
                column: "Email");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_Local",
                table: "Memberships",
                column: "Local");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_MemberId_Local",
                table: "Memberships",
                columns: new[] { "MemberId", "Local" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_DeliveredOn",
                table: "Outbox",
                column: "DeliveredOn");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_Recipient_Kind_About",
                table: "Outbox",
                columns: new[] { "Recipient", "Kind", "About" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RollEntries_MemberId",
                table: "RollEntries",
                column: "MemberId");

            migrationBuilder.CreateIndex(
                name: "IX_RollEntries_Uuid_MemberId",
                table: "RollEntries",
                columns: new[] { "Uuid", "MemberId" });

            migrationBuilder.CreateIndex(
                name: "IX_RosterImports_At",
                table: "RosterImports",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_TrusteeSeats_VoteId_AccountId",
                table: "TrusteeSeats",
                columns: new[] { "VoteId", "AccountId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VoteCertifiers_VoteId_Account",
                table: "VoteCertifiers",
                columns: new[] { "VoteId", "Account" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Votes_Phase",
                table: "Votes",
                column: "Phase");

            migrationBuilder.CreateIndex(
                name: "IX_VoteTrustees_VoteId_Account",
                table: "VoteTrustees",
                columns: new[] { "VoteId", "Account" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountClaims");

            migrationBuilder.DropTable(
                name: "AccountLogins");

            migrationBuilder.DropTable(
                name: "AccountPasskeys");

            migrationBuilder.DropTable(
                name: "AccountTokens");

            migrationBuilder.DropTable(
                name: "Activations");

            migrationBuilder.DropTable(
                name: "Agreements");

            migrationBuilder.DropTable(
                name: "AssumptionConfirmations");

            migrationBuilder.DropTable(
                name: "AuditEvents");

            migrationBuilder.DropTable(
                name: "CanvassConfirmations");

            migrationBuilder.DropTable(
                name: "Certificates");

            migrationBuilder.DropTable(
                name: "Contests");

            migrationBuilder.DropTable(
                name: "ContestUnits");

            migrationBuilder.DropTable(
                name: "CookieKeyRing");

            migrationBuilder.DropTable(
                name: "DossierDocuments");

            migrationBuilder.DropTable(
                name: "Dossiers");

            migrationBuilder.DropTable(
                name: "DossierVersions");

            migrationBuilder.DropTable(
                name: "Grants");

            migrationBuilder.DropTable(
                name: "JournalLines");

            migrationBuilder.DropTable(
                name: "KeyCeremonies");

            migrationBuilder.DropTable(
                name: "KnockRuns");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "ResultCheckRuns");

            migrationBuilder.DropTable(
                name: "ResultEvidence");

            migrationBuilder.DropTable(
                name: "Results");

            migrationBuilder.DropTable(
                name: "RollEntries");

            migrationBuilder.DropTable(
                name: "RollExclusions");

            migrationBuilder.DropTable(
                name: "RosterImports");

            migrationBuilder.DropTable(
                name: "StagedImports");

            migrationBuilder.DropTable(
                name: "Standings");

            migrationBuilder.DropTable(
                name: "TrusteeAttestations");

            migrationBuilder.DropTable(
                name: "TrusteeDecryptions");

            migrationBuilder.DropTable(
                name: "TrusteeSeats");

            migrationBuilder.DropTable(
                name: "VoteCertifiers");

            migrationBuilder.DropTable(
                name: "Votes");

            migrationBuilder.DropTable(
                name: "VoteTrustees");

            migrationBuilder.DropTable(
                name: "Accounts");

            migrationBuilder.DropTable(
                name: "Memberships");

            migrationBuilder.DropTable(
                name: "Locals");

            migrationBuilder.DropTable(
                name: "Members");
        }
    }
}
