using System.Net.Sockets;
using System.Text;

namespace Ci.Web.Tests.Proxy;

/// <summary>A client that sends what no proper client would.</summary>
internal static class RawClient
{
    /// <summary>Sends the bytes and reads until the other side closes.</summary>
    public static async Task<string> SendAsync(Uri address, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Reset after the answer: what has come is what counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    public static Task<string> GetAsync(Uri address, string target, params string[] headers) =>
        SendAsync(address, $"GET {target} HTTP/1.1\r\n{string.Concat(headers.Prepend("Host: shop.example").Append("Connection: close").Select(h => h + "\r\n"))}\r\n");
}
