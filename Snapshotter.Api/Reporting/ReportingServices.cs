using Snapshotter.Core.Reporting;

namespace Snapshotter.Api.Reporting;

/// <summary>Lets the node report to the addresses it is given; without one nothing is added.</summary>
internal static class ReportingServices
{
    public static IServiceCollection AddReporting(this IServiceCollection services, ReportingOptions options)
    {
        var instanceId = options.InstanceId ?? "";
        if (options.ServiceUrl is { Length: > 0 } service) services.AddOutbox(_ => HttpIssueSink.Service(service, instanceId));
        if (options.WebhookUrl is { Length: > 0 } webhook) services.AddOutbox(_ => HttpIssueSink.Webhook(webhook, instanceId));
        if (!services.Any(static service => service.ServiceType == typeof(IssueOutbox))) return services;
        services.AddSingleton(options);
        services.AddSingleton<IssueReporter>();
        services.AddSingleton<HealthWatch>();
        return services.AddHostedService<ReportingService>();
    }

    private static void AddOutbox(this IServiceCollection services, Func<IServiceProvider, HttpIssueSink> sink)
    {
        services.AddSingleton(sink);
        var index = services.Count(static service => service.ServiceType == typeof(HttpIssueSink)) - 1;
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<IssueOutbox>(provider, provider.GetServices<HttpIssueSink>().ElementAt(index)));
    }
}
