using RatifyVote.Rehearsal;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await RehearseCommand.RunAsync(args, Console.Out, Console.Error, !Console.IsOutputRedirected, stop.Token);
