using RatifyVote.Web.Notifications.Delivery;
using RatifyVote.Web.Notifications.Pages;
using RatifyVote.Web.Scheduling;

namespace RatifyVote.Web.Notifications;

public static class NotificationsSlice
{
    public static WebApplicationBuilder AddNotifications(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(MailSettings.Read(builder.Configuration));
        builder.Services.AddScoped<DeliverMail>();
        builder.Services.AddSingleton<MailFolder>();
        builder.Services.AddKnock<DeliverMail>("deliver-mail", TimeSpan.FromSeconds(5), (deliver, ct) => deliver.RunAsync(ct));
        return builder;
    }

    public static WebApplication MapNotifications(this WebApplication app) => app;
}
