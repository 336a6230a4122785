using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ci.Testing;

/// <summary>One request, one <c>git http-backend</c>: the request becomes CGI variables and input, its output the response.</summary>
internal static class GitBackend
{
    public static async Task ServeAsync(HttpContext context, string root, bool slowly, CancellationToken abort)
    {
        using var backend = Process.Start(StartInfo(context.Request, root))!;
        backend.BeginErrorReadLine(); // read and forgotten: what matters is in the answer
        try
        {
            var sending = SendAsync(context.Request.Body, backend.StandardInput.BaseStream, abort);
            var output = PipeReader.Create(backend.StandardOutput.BaseStream);
            await ReadHeadAsync(output, context.Response, abort);
            await (slowly ? TrickleAsync(output, context.Response, abort) : output.CopyToAsync(context.Response.Body, abort));
            await sending;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            context.Abort();
        }
        finally
        {
            if (!backend.HasExited) backend.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo StartInfo(HttpRequest request, string root)
    {
        var start = new ProcessStartInfo("git", "http-backend")
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var variables = new (string Name, string? Value)[]
        {
            ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_PROJECT_ROOT", root), ("GIT_HTTP_EXPORT_ALL", "1"),
            ("GIT_CONFIG_COUNT", "2"),
            ("GIT_CONFIG_KEY_0", "http.receivepack"), ("GIT_CONFIG_VALUE_0", "true"),
            ("GIT_CONFIG_KEY_1", "safe.directory"), ("GIT_CONFIG_VALUE_1", "*"),
            ("REQUEST_METHOD", request.Method), ("PATH_INFO", request.Path.Value), ("REMOTE_ADDR", "127.0.0.1"),
            ("QUERY_STRING", request.QueryString.Value?.TrimStart('?')), ("CONTENT_TYPE", request.ContentType),
            // Without a length (chunked) the backend reads its input to the end.
            ("CONTENT_LENGTH", request.ContentLength?.ToString(CultureInfo.InvariantCulture)),
            ("HTTP_CONTENT_ENCODING", request.Headers.ContentEncoding), ("GIT_PROTOCOL", request.Headers["Git-Protocol"]),
        };
        foreach (var (name, value) in variables)
            if (!string.IsNullOrEmpty(value))
                start.Environment[name] = value;
        return start;
    }

    private static async Task SendAsync(Stream body, Stream input, CancellationToken abort)
    {
        try
        {
            await using (input)
                await body.CopyToAsync(input, abort);
        }
        catch (IOException)
        {
            // The backend may answer an error without reading the whole request.
        }
    }

    /// <summary>Reads header lines up to the empty one; "Status: 404 Not Found" sets the status, which is 200 otherwise.</summary>
    private static async Task ReadHeadAsync(PipeReader output, HttpResponse response, CancellationToken abort)
    {
        while (await ReadLineAsync(output, abort) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            if (name.Equals("Status", StringComparison.OrdinalIgnoreCase))
                response.StatusCode = int.Parse(value.AsSpan(0, 3), CultureInfo.InvariantCulture);
            else
                response.Headers.Append(name, value);
        }
    }

    private static async Task<string> ReadLineAsync(PipeReader output, CancellationToken abort)
    {
        while (true)
        {
            var result = await output.ReadAsync(abort);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.ASCII.GetString(result.Buffer.Slice(0, end)).TrimEnd('\r');
                output.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            output.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted) throw new IOException("git http-backend ended inside its header.");
        }
    }

    private static async Task TrickleAsync(PipeReader output, HttpResponse response, CancellationToken abort)
    {
        while (true)
        {
            var result = await output.ReadAsync(abort);
            var some = result.Buffer.Slice(0, Math.Min(16, result.Buffer.Length));
            await response.Body.WriteAsync(some.ToArray(), abort);
            await response.Body.FlushAsync(abort);
            output.AdvanceTo(some.End);
            if (result.IsCompleted && some.End.Equals(result.Buffer.End)) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, abort);
        }
    }
}
