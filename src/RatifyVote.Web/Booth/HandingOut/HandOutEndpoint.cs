using Microsoft.AspNetCore.Antiforgery;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Accounts;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Booth.HandingOut;

/// <summary>POST /handout/{uuid}: a signed-in member asks for its own credential. Every answer is 4,096 bytes and kept nowhere.</summary>
internal sealed class HandOutEndpoint(HandOutCredential handOut, IAntiforgery antiforgery)
{
    public async Task<IResult> HandleAsync(string uuid, HttpContext http)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Answer(StatusCodes.Status400BadRequest, nameof(IslandRefusal.Unreadable));
        }

        bool whole = SignInMethods.Of(http.User) is SignInMethod.Passkey or SignInMethod.PasswordAndCode or SignInMethod.RecoveryCode;
        if (!whole || http.User.SignedInAt() is not { } signedInAt)
        {
            return Refuse(HandOutRefusal.SignInAgain);
        }

        if (http.User.MemberId() is not { } member)
        {
            return Refuse(HandOutRefusal.NotOnRoll);
        }

        return await handOut.RunAsync(uuid, member, signedInAt, http.RequestAborted) switch
        {
            HandOutOutcome.Given given => new FixedReply(StatusCodes.Status200OK, given.Body, secret: true),
            HandOutOutcome.Refused refused => Refuse(refused.Why),
            _ => throw new InvalidOperationException("A hand-out has two outcomes."),
        };
    }

    private static FixedReply Refuse(HandOutRefusal why) => Answer(why.Status(), why.ToString());

    private static FixedReply Answer(int status, string error) => new(status, PaddedBody.Write(PaddedBody.Large, writer => writer.Key("error").Text(error)));
}
