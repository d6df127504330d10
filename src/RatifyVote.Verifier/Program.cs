using RatifyVote.Verifier;
using RatifyVote.Verifier.Outcomes;
using RatifyVote.Verifier.Reports;

switch (args)
{
    case ["outcome", .. string[] rest]:
        return OutcomeCommand.Run(rest, Console.Out, Console.Error);
    case [_, ..]:
        return VerifyCommand.Run(args, Console.Out, Console.Error, !Console.IsErrorRedirected);
    default:
        Console.Error.WriteLine("usage: ratifyvote-verify " + VerifyCommand.Usage);
        Console.Error.WriteLine("       ratifyvote-verify " + OutcomeCommand.Usage);
        return VerificationReport.SomeNotChecked;
}
