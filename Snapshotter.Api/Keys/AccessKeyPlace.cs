namespace Snapshotter.Api.Keys;

/// <summary>Which key of the operator, and where it is looked for.</summary>
/// <param name="Name">What it is called, as in <c>snapshotter admin-key</c>.</param>
/// <param name="Variable">The variable of the environment that holds it; it wins over the file.</param>
/// <param name="FileName">The file in the data folder.</param>
/// <param name="Setting">The setting that names another file.</param>
public sealed record AccessKeyPlace(string Name, string Variable, string FileName, string Setting)
{
    /// <summary>The key of the admin API.</summary>
    public static AccessKeyPlace Admin { get; } = new("admin", "SNAPSHOTTER_ADMIN_KEY", "admin.key", "Admin:KeyFile");

    /// <summary>The key of the operator pages.</summary>
    public static AccessKeyPlace Operator { get; } = new("operator", "SNAPSHOTTER_OPERATOR_KEY", "operator.key", "Ops:KeyFile");
}
