namespace RatifyVote.Domain.Rosters;

/// <summary>One line of a roster as it was written: one membership of one member in one local.</summary>
/// <param name="DateOfBirth">Year-month-day, or empty.</param>
/// <param name="Since">First day of membership in the local, year-month-day, or empty.</param>
/// <param name="Until">Last day of membership in the local, year-month-day, or empty.</param>
public sealed record RosterLine(
    string CardNumber, string Name, string Email, string Local, string Standing, string DateOfBirth, string Since = "", string Until = "");

/// <summary>Why a roster line cannot be taken as it is. Nothing is corrected silently.</summary>
public enum RosterLineProblem
{
    WrongNumberOfCells,
    QuotesBad,
    FormulaLeadingCell,
    CharacterThatDoesNotPrint,
    NotNormalized,
    CardNumberMissing,
    CardNumberBad,
    NameMissing,
    NameTooLong,
    NameMixesAlphabets,
    EmailMissing,
    EmailBad,
    EmailNotAscii,
    LocalMissing,
    LocalBad,
    LocalUnknown,
    StandingUnknown,
    DateOfBirthBad,
    MembershipDateBad,
    EndsBeforeItBegins,
    LocalNotYours,
    DetailsOfMemberElsewhere,
    MembershipRepeated,
    CardNumberOfAnotherName,
    CardNumberLooksLikeAnother,
    MemberHasTwoEmails,
    MemberHasTwoDatesOfBirth,
    EmailOfAnotherMember,
    EmailLooksLikeAnother,
    MemberLooksLikeAnother,
}

/// <summary>A problem of one line.</summary>
/// <param name="Line">Index of the line, from 0.</param>
/// <param name="Other">Index of the earlier line it collides with, or null.</param>
public sealed record RosterFinding(int Line, RosterLineProblem Problem, int? Other = null);

/// <summary>The English words of roster problems.</summary>
public static class RosterWords
{
    public static string Of(RosterLineProblem problem) => problem switch
    {
        RosterLineProblem.WrongNumberOfCells => "The line does not have as many cells as the heading.",
        RosterLineProblem.QuotesBad => "A quotation mark or a line break stands inside a cell where none may be.",
        RosterLineProblem.FormulaLeadingCell => "A cell begins like a spreadsheet formula (=, +, -, @ or a tab).",
        RosterLineProblem.CharacterThatDoesNotPrint => "A cell holds a character that cannot be seen.",
        RosterLineProblem.NotNormalized => "A cell holds outer or double blanks, or letters in a compatibility form; write it plainly.",
        RosterLineProblem.CardNumberMissing => "The card number is missing.",
        RosterLineProblem.CardNumberBad => "A card number is 1 to 20 letters A-Z, digits or hyphens.",
        RosterLineProblem.NameMissing => "The name is missing.",
        RosterLineProblem.NameTooLong => "The name is longer than 200 characters.",
        RosterLineProblem.NameMixesAlphabets => "A word of the name mixes letters of different alphabets that look alike.",
        RosterLineProblem.EmailMissing => "The e-mail address is missing.",
        RosterLineProblem.EmailBad => "This is not an e-mail address.",
        RosterLineProblem.EmailNotAscii => "The e-mail address holds letters outside a-z that may pass for others.",
        RosterLineProblem.LocalMissing => "The local is missing.",
        RosterLineProblem.LocalBad => "A local is a number from 1 to 99999.",
        RosterLineProblem.LocalUnknown => "There is no such local here.",
        RosterLineProblem.StandingUnknown => "The standing is none of: good, dues-outstanding, suspended, withdrawn.",
        RosterLineProblem.DateOfBirthBad => "The date of birth is not a year-month-day such as 1984-03-21.",
        RosterLineProblem.MembershipDateBad => "The first or last day of membership is not a year-month-day such as 2019-06-01.",
        RosterLineProblem.EndsBeforeItBegins => "The membership ends before it begins.",
        RosterLineProblem.LocalNotYours => "You keep the roster of another local, not of this one.",
        RosterLineProblem.DetailsOfMemberElsewhere => "This card number is a member's of another local, and the line tells other details of the person than the rolls. The international office can change them.",
        RosterLineProblem.MembershipRepeated => "This member is already listed in this local.",
        RosterLineProblem.CardNumberOfAnotherName => "This card number is already listed with another name.",
        RosterLineProblem.CardNumberLooksLikeAnother => "This card number differs from another only in letters or digits that look alike.",
        RosterLineProblem.MemberHasTwoEmails => "This member is already listed with another e-mail address.",
        RosterLineProblem.MemberHasTwoDatesOfBirth => "This member is already listed with another date of birth.",
        RosterLineProblem.EmailOfAnotherMember => "This e-mail address already belongs to another member.",
        RosterLineProblem.EmailLooksLikeAnother => "This e-mail address differs from another member's only in characters that look alike.",
        RosterLineProblem.MemberLooksLikeAnother => "A member of this local with another card number has a name that looks the same and the same date of birth.",
    };
}
