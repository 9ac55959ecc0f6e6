using Spectre.Console;

namespace Snapshotter.Api.Terminal;

/// <summary>A bar in a terminal, a line now and then elsewhere.</summary>
internal static class ProgressBar
{
    /// <summary>Runs work that reports to a bar.</summary>
    public static async Task RunAsync(string title, double? whole, Func<IProgressBar, Task> work)
    {
        if (Console.IsOutputRedirected)
        {
            await work(new Lines(title, whole ?? 1));
            return;
        }

        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(title, maxValue: whole ?? 1);
                await work(new Bar(title, task));
                task.Value = task.MaxValue;
            });
    }

    private sealed class Bar(string title, ProgressTask task) : IProgressBar
    {
        public void Set(double done, string what)
        {
            task.Value = Math.Max(task.Value, done);
            task.Description = $"{title}: {Markup.Escape(what)}";
        }

        public void Set(double done, double whole, string what)
        {
            task.MaxValue = whole;
            Set(done, what);
        }
    }

    /// <summary>A line for every tenth of the way.</summary>
    private sealed class Lines(string title, double whole) : IProgressBar
    {
        private readonly Lock _gate = new();
        private double _whole = whole;
        private int _tenths = -1;

        public void Set(double done, string what)
        {
            lock (_gate)
            {
                var tenths = (int)(done * 10 / _whole);
                if (tenths <= _tenths) return;
                _tenths = tenths;
                Console.WriteLine($"{title}: {what}");
            }
        }

        public void Set(double done, double whole, string what)
        {
            lock (_gate) _whole = whole;
            Set(done, what);
        }
    }
}
