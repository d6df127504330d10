using RatifyVote.Rehearsal.People;

namespace RatifyVote.Rehearsal.Steps;

/// <summary>Everybody who runs a vote and does not vote in it.</summary>
/// <param name="Officers">Two: what needs two people is done by both.</param>
internal sealed record Staff(Person Administrator, IReadOnlyList<Person> Officers, IReadOnlyList<TrusteePlayer> Trustees, IReadOnlyList<Person> Certifiers) : IDisposable
{
    public const int TrusteeThreshold = 2;

    public void Dispose()
    {
        foreach (Person person in (Person[])[Administrator, .. Officers, .. Trustees.Select(trustee => trustee.Person), .. Certifiers])
        {
            person.Dispose();
        }
    }
}
