using RatifyVote.Verifier.Outcomes;

switch (args)
{
    case ["outcome", .. string[] rest]:
        return OutcomeCommand.Run(rest, Console.Out, Console.Error);
    default:
        Console.Error.WriteLine("usage: ratifyvote-verify " + OutcomeCommand.Usage);
        return 2;
}
