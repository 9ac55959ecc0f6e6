using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>The one place where recurring work is registered. It needs no memory of its own: what was missed while the node was down is done at the next turn.</summary>
public static class MaintenanceServices
{
    /// <summary>Runs the recurring work in the host, on a schedule kept in memory.</summary>
    public static IServiceCollection AddMaintenance(this IServiceCollection services, MaintenanceOptions options)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(1);
            quartz.Recurring<PruneJob>("prune", options.Prune);
            quartz.Recurring<KeepUpJob>("keep-up", options.KeepUp);
        });
        return services.AddQuartzHostedService(static host => host.WaitForJobsToComplete = true);
    }

    private static void Recurring<T>(this IQuartzBuilder quartz, string name, string cron) where T : IJob => quartz.ScheduleJob<T>(
        trigger => trigger.WithIdentity(name).WithCronSchedule(new CronExpression(cron, TimeZoneInfo.Utc)), job => job.WithIdentity(name));
}
