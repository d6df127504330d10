namespace RatifyVote.Web.Notifications;

public static class NotificationsSlice
{
    public static WebApplicationBuilder AddNotifications(this WebApplicationBuilder builder) => builder;

    public static WebApplication MapNotifications(this WebApplication app) => app;
}
