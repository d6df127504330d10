using RatifyVote.Web.Agreements.Content;

namespace RatifyVote.Web.Agreements.Storage;

/// <summary>A tentative agreement that locals publish about and vote on. <see cref="Id"/> is a slug ("basic-2027").</summary>
internal sealed class Agreement
{
    public required string Id { get; init; }
    public required string Name { get; set; }
    public required string Employer { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One local's dossier on one agreement: the working text, and the version number of the last publication (0 = none).</summary>
internal sealed class Dossier
{
    public required string AgreementId { get; init; }
    public required int Local { get; init; }

    /// <summary>The working text as <see cref="DossierText"/> with version 0.</summary>
    public required byte[] Working { get; set; }

    /// <summary>Counts edits; an edit names the number it saw, so that two officers cannot overwrite one another unseen.</summary>
    public int Revision { get; set; }
    public int PublishedVersion { get; set; }
}

/// <summary>A published version: never changed, never deleted.</summary>
internal sealed class DossierVersion
{
    public required string AgreementId { get; init; }
    public required int Local { get; init; }
    public required int Version { get; init; }
    public required byte[] Text { get; init; }
    public required string Hash { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>What changed against the version before, in the publisher's words; empty for the first.</summary>
    public required string WhatChanged { get; init; }
}

/// <summary>A document's bytes, kept by their SHA-256 as long as any version names them.</summary>
internal sealed class DossierDocument
{
    public required string AgreementId { get; init; }
    public required int Local { get; init; }
    public required string Sha256 { get; init; }
    public required byte[] Bytes { get; init; }
}
