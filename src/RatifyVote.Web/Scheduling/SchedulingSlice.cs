using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Quartz;
using RatifyVote.Web.Administration;
using RatifyVote.Web.Persistence;
using RatifyVote.Web.Shell;

namespace RatifyVote.Web.Scheduling;

public static class SchedulingSlice
{
    /// <summary>Configuration: <c>Scheduling:Enabled</c> (default true). A node without it serves pages and never knocks.</summary>
    public static WebApplicationBuilder AddScheduling(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<RunKnock>();
        builder.Services.AddSingleton<Knocker>();
        builder.Services.AddScoped<Pages.ScheduleQuery>();
        builder.Services.AddNavigationLink("Schedule.Link", "/schedule", Capability.Observe, 330);
        if (!builder.Configuration.GetValue("Scheduling:Enabled", true))
        {
            return builder;
        }

        DatabaseSettings databases = DatabaseSettings.From(builder.Configuration);
        if (databases.Provider == DatabaseProvider.Postgres)
        {
            builder.Services.AddSingleton<DbDataSource>(_ => NpgsqlDataSource.Create(databases.RatifyVote));
        }

        builder.Services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "ratifyvote";
                scheduler.GenerateInstanceId = true;
                // Another node's trigger is noticed within this time; the default of 30 s is too late for an opening.
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(2);
            });
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                store.UseSystemTextJsonSerializer();
                store.ConfigureStore(options =>
                {
                    options.StoreJobDataAsStrings = true;
                    options.MisfireThreshold = TimeSpan.FromSeconds(5);
                });
                switch (databases.Provider)
                {
                    case DatabaseProvider.Postgres:
                        store.UsePostgres(postgres => postgres.UseRegisteredDataSource = true);
                        store.UseClustering(cluster =>
                        {
                            cluster.CheckinInterval = TimeSpan.FromSeconds(5);
                            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(10);
                        });
                        break;
                    case DatabaseProvider.Sqlite:
                        store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder(databases.RatifyVote) { DefaultTimeout = 15 }.ToString());
                        break;
                }
            });
        });
        builder.Services.AddHostedService<ScheduleKnocks>();
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        return builder;
    }

    public static WebApplication MapScheduling(this WebApplication app) => app;
}
