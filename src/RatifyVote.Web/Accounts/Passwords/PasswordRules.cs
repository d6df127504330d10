using Microsoft.AspNetCore.Identity;

namespace RatifyVote.Web.Accounts.Passwords;

/// <summary>Why a password is refused.</summary>
public enum PasswordProblem { TooShort, TooLong, TooCommon, HoldsWhatIsKnown }

/// <summary>Length and a blocklist, no composition rules, no expiry. Ref: NIST SP 800-63B. A password here is never the only factor, so 8 characters
/// suffice; the code of an authenticator app always goes with it.</summary>
internal static class PasswordRules
{
    public const int Shortest = 8;
    public const int Longest = 256;

    /// <summary>Null: good enough.</summary>
    /// <param name="known">What anyone knows of the person and the place: card number, e-mail, name, union.</param>
    public static PasswordProblem? Problem(string password, IEnumerable<string> known)
    {
        if (password.Length < Shortest)
        {
            return PasswordProblem.TooShort;
        }

        if (password.Length > Longest)
        {
            return PasswordProblem.TooLong;
        }

        if (CommonPasswords.Holds(password))
        {
            return PasswordProblem.TooCommon;
        }

        string plain = CommonPasswords.Plain(password);
        return known.SelectMany(text => text.Split('@', ' ', '.', '-')).Select(CommonPasswords.Plain)
            .Any(word => word.Length >= 4 && plain.Contains(word, StringComparison.Ordinal) && plain.Length - word.Length < Shortest - 2)
            ? PasswordProblem.HoldsWhatIsKnown : null;
    }
}

/// <summary>Identity asks this whenever a password is set; the pages ask <see cref="PasswordRules"/> first, for the words.</summary>
internal sealed class PasswordRulesValidator : IPasswordValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(PasswordRules.Problem(password ?? "", [user.UserName ?? "", user.Email ?? "", user.DisplayName]) is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = problem.ToString(), Description = problem.ToString() })
            : IdentityResult.Success);
}
