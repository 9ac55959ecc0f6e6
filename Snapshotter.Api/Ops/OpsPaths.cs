namespace Snapshotter.Api.Ops;

/// <summary>The addresses under which the operator finds things.</summary>
internal static class OpsPaths
{
    public const string Root = "/ops";
    public const string Login = "/ops/login";
    public const string LogIn = "/ops/act/login";
    public const string LogOut = "/ops/act/logout";
    public const string Live = "/ops/live";
    public const string Styles = "/ops/assets/ops.css";
    public const string Script = "/ops/assets/ops.js";
    public const string Icon = "/ops/assets/ops.svg";
    public const string Epochs = "/ops/epochs";
    public const string Jobs = "/ops/jobs";
    public const string Recurring = "/ops/recurring";
    public const string Workers = "/ops/workers";
    public const string Projects = "/ops/projects";
    public const string Endpoints = "/ops/endpoints";

    public const string RequeueJobs = "/ops/act/jobs/requeue";
    public const string DeleteJobs = "/ops/act/jobs/delete";
    public const string ActOnEpoch = "/ops/act/epoch";
    public const string ActOnRecurring = "/ops/act/recurring";
    public const string ActOnProject = "/ops/act/project";
    public const string RetryPins = "/ops/act/pins/retry";

    /// <summary>Whether a path is answered without a login: the login itself and what it looks like.</summary>
    public static bool IsOpen(PathString path) => path == Login || path == LogIn || path.StartsWithSegments("/ops/assets");

    /// <summary>An epoch's page.</summary>
    public static string Epoch(long id) => FormattableString.Invariant($"{Epochs}/{id}");

    /// <summary>A job's page.</summary>
    public static string Job(long id) => FormattableString.Invariant($"{Jobs}/{id}");

    /// <summary>A project's page.</summary>
    public static string Project(string id) => $"{Projects}/of?id={Uri.EscapeDataString(id)}";

    /// <summary>The login, from which the caller comes back to what it asked for.</summary>
    public static string LoginFor(HttpRequest request) => $"{Login}?to={Uri.EscapeDataString($"{request.Path}{request.QueryString}")}";

    /// <summary>A place to go back to: one of these pages, whatever the text says.</summary>
    public static string Local(string? to) =>
        to is not null && (to == Root || to.StartsWith($"{Root}/", StringComparison.Ordinal)) && !to.Contains('\\', StringComparison.Ordinal) && !to.Any(char.IsControl) ? to : Root;
}
