namespace RatifyVote.Web.KeyDirectory;

public static class KeyDirectorySlice
{
    public static WebApplicationBuilder AddKeyDirectory(this WebApplicationBuilder builder) => builder;
}
