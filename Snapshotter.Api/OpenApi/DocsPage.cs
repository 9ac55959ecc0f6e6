using System.Text;

namespace Snapshotter.Api.OpenApi;

/// <summary>The page that shows the OpenAPI document in Swagger UI. Its links are absolute, because it is served at two paths.</summary>
internal static class DocsPage
{
    private const string Html = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Snapshotter API</title>
          <link rel="stylesheet" href="/docs/swagger-ui.css">
          <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
        </head>
        <body>
          <div id="swagger-ui"></div>
          <script src="/docs/swagger-ui-bundle.js"></script>
          <script>
            SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true, tryItOutEnabled: true });
          </script>
        </body>
        </html>

        """;

    /// <summary>The page in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Bytes { get; } = Encoding.UTF8.GetBytes(Html);
}
