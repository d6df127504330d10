namespace RatifyVote.Web.Shell;

/// <summary>Words that stand at the top of every page, such as that all of it is a demonstration.</summary>
/// <param name="Text">Key of the text.</param>
/// <param name="Href">Where it leads.</param>
public sealed record PageMark(string Text, string Href);
