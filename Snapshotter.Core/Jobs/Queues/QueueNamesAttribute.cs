using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Jobs.Queues;

/// <summary>Requires names of queues, separated by commas, or nothing.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QueueNamesAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        JobQueues.Parse(value as string ?? "").Fault is { } fault ? new ValidationResult(fault, [validationContext.MemberName ?? ""]) : ValidationResult.Success;
}
