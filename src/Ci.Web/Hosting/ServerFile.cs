using System.Text.Json;
using Ci.Jobs.Storage;

namespace Ci.Web.Hosting;

/// <summary><c>server.json</c> tells scripts where the running server listens. It is there from the start to the orderly stop.</summary>
internal sealed class ServerFile(DataDirectory data) : IDisposable
{
    private readonly string path = Path.Combine(data.Root, "server.json");

    public void Write(Uri console, Uri? proxy)
    {
        var draft = path + ".tmp";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(stream, new { console = Plain(console), proxy = Plain(proxy), pid = Environment.ProcessId }, JsonSerializerOptions.Web);
        }

        File.Move(draft, path, overwrite: true);
    }

    public void Dispose() => File.Delete(path);

    private static string? Plain(Uri? url) => url?.GetLeftPart(UriPartial.Authority);
}
