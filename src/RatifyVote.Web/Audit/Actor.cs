using System.Security.Claims;

namespace RatifyVote.Web.Audit;

/// <summary>By whom or what something was done.</summary>
public abstract record Actor
{
    private Actor() { }

    /// <summary>A signed-in person, by account.</summary>
    public sealed record Person(Guid Account) : Actor
    {
        public override string ToString() => $"person:{Account}";
    }

    public sealed record TheScheduler : Actor
    {
        public override string ToString() => "scheduler";
    }

    /// <summary>Whoever runs the program: set-up, demonstration.</summary>
    public sealed record TheConsole : Actor
    {
        public override string ToString() => "console";
    }

    public static Actor Scheduler { get; } = new TheScheduler();
    public static Actor Console { get; } = new TheConsole();

    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Actor Of(ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out Guid account)
            ? new Person(account)
            : throw new InvalidOperationException("An act needs a signed-in actor.");

    public abstract override string ToString();
}
