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
        try
        {
            _ = new CronExpression(value as string ?? "");
            return ValidationResult.Success;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or SchedulerException)
        {
            return new ValidationResult(
                $"'{value}' is not a cron expression with seconds, such as '0 0/10 * * * ?' for every ten minutes. {exception.Message}",
                [validationContext.MemberName ?? ""]);
        }
    }
}
