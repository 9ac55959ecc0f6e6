using System.ComponentModel.DataAnnotations;
using Quartz;

namespace Snapshotter.Core.Jobs.Schedule;

/// <summary>Requires a Quartz cron expression with seconds.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CronAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        string reason;
        try
        {
            if (new CronExpression(value as string ?? "").GetNextValidTimeAfter(DateTimeOffset.UnixEpoch) is not null) return ValidationResult.Success;
            reason = "It names no time.";
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or SchedulerException)
        {
            reason = exception.Message;
        }

        return new ValidationResult(
            $"'{value}' is not a cron expression with seconds, such as '0 0/10 * * * ?' for every ten minutes. {reason}", [validationContext.MemberName ?? ""]);
    }
}
