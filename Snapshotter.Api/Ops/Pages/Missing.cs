namespace Snapshotter.Api.Ops.Pages;

/// <summary>Says to programs what a page says to its reader: that what it is about is not there.</summary>
internal static class Missing
{
    /// <summary>Sends the page with status 404. Set at once, the status would make the framework drop the page.</summary>
    public static void Mark(HttpContext context) => context.Response.OnStarting(() =>
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
