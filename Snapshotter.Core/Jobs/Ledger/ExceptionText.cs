using System.Diagnostics;
using System.Text;

namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>Writes an exception for an operator: types, messages and methods, but no file of the machine it was built on.</summary>
public static class ExceptionText
{
    /// <summary>The most characters written.</summary>
    public const int MaxLength = 8_000;

    private const int MaxDepth = 5;

    /// <summary>The exception with those that caused it.</summary>
    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        var depth = 0;
        for (var cause = exception; cause is not null && depth < MaxDepth; cause = cause.InnerException, depth++)
        {
            if (depth > 0) text.Append("Caused by ");
            text.Append(cause.GetType().FullName).Append(": ").AppendLine(cause.Message).Append(new StackTrace(cause, fNeedFileInfo: false));
        }

        return text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength);
    }
}
