using RatifyVote.Protocol.Ballots;
using RatifyVote.Protocol.Json;
using RatifyVote.Protocol.Records;
using RatifyVote.Web.Booth.Storage;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Booth.Casting;

/// <summary>POST /cast/{uuid}: takes a ballot from anyone who has one. It knows nobody: no cookie, no session, no antiforgery token, and a request that brings a cookie is refused,
/// so that no cast can be tied to a sign-in by mistake. Every answer is 1,024 bytes.</summary>
internal sealed class CastEndpoint(SealedUnits units, CastQueue queue, AddressPace pace, ReceiptSigner signer, SiteSettings site)
{
    public async Task<IResult> HandleAsync(string uuid, HttpContext http)
    {
        HttpRequest request = http.Request;
        if (request.Headers.Cookie.Count > 0 || request.Headers.Authorization.Count > 0 || !SameOrigin.Holds(request, site) || !request.HasJsonContentType())
        {
            return Refuse(CastRefusal.Unreadable);
        }

        if (request.ContentLength is not PaddedBody.Large)
        {
            return Refuse(request.ContentLength > PaddedBody.Large ? CastRefusal.TooLarge : CastRefusal.Unreadable);
        }

        if (!pace.Allows(http.Connection.RemoteIpAddress))
        {
            return Refuse(CastRefusal.TryAgainLater);
        }

        byte[] body = new byte[PaddedBody.Large];
        await request.Body.ReadExactlyAsync(body, http.RequestAborted);
        if (!PaddedBody.TryReadCast(body, out byte[] bytes))
        {
            return Refuse(CastRefusal.Unreadable);
        }

        if (!Ballot.TryParse(bytes, out Ballot? ballot, out RecordFault fault))
        {
            return Refuse(RefusalFor(fault));
        }

        if (await units.FindAsync(uuid, http.RequestAborted) is not { } unit)
        {
            return Refuse(CastRefusal.WrongElection);
        }

        if (unit.JudgePlace(ballot) is { } misplaced)
        {
            return Refuse(misplaced);
        }

        return await queue.SubmitAsync(new PendingCast(unit, bytes, ballot)).WaitAsync(http.RequestAborted) switch
        {
            CastOutcome.Accepted accepted => new FixedReply(StatusCodes.Status200OK, PaddedBody.WriteReceipt(signer.Sign(accepted.Uuid, accepted.Fingerprint, accepted.Tracker))),
            CastOutcome.Refused refused => Refuse(refused.Why),
            _ => throw new InvalidOperationException("A cast has two outcomes."),
        };
    }

    private static FixedReply Refuse(CastRefusal why) => new(why.Status(), PaddedBody.WriteRefusal(why.ToString()));

    private static CastRefusal RefusalFor(RecordFault fault) => fault switch
    {
        RecordFault.NumberNotCanonical or RecordFault.NumberOutOfRange or RecordFault.TextNotCanonical or RecordFault.NotCanonical
            or RecordFault.DuplicateKey or RecordFault.UnknownKey => CastRefusal.NotCanonical,
        RecordFault.None or RecordFault.NotUtf8 or RecordFault.NotJson or RecordFault.TooDeep or RecordFault.MissingKey or RecordFault.WrongType
            or RecordFault.UnknownGroup => CastRefusal.Unreadable,
    };
}
