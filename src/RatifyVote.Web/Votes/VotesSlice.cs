namespace RatifyVote.Web.Votes;

public static class VotesSlice
{
    public static WebApplicationBuilder AddVotes(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<VoteLife>();
        builder.Services.AddScoped<VoteQueries>();
        builder.Services.AddScoped<Journal>();
        return builder;
    }

    public static WebApplication MapVotes(this WebApplication app) => app;
}
