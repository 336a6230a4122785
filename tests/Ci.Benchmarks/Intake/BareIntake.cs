using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using Ci.Benchmarks.Proxy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ci.Benchmarks.Intake;

/// <summary>The least a receiver of signed calls can cost: the signature and, if wanted, one durable row. It reads nothing of what is sent.</summary>
internal static class BareIntake
{
    public static async Task<int> RunAsync(string keeping, string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        await using var app = builder.Build();
        var rows = keeping == "none" ? null : new BareRows(Path.Combine(folder, $"{keeping}.db"), together: keeping == "group");
        app.Run(context => AnswerAsync(context, rows));
        await app.StartAsync();
        return await Child.ServeAsync(new(app.Urls.Single()));
    }

    private static async Task AnswerAsync(HttpContext context, BareRows? rows)
    {
        var length = (int)(context.Request.ContentLength ?? 0);
        var body = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await context.Request.Body.ReadExactlyAsync(body.AsMemory(0, length));
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            if (!IsSigned(body.AsSpan(0, length), context.Request.Headers["X-Hub-Signature-256"].ToString())) return;
            if (rows is not null) await rows.AddAsync(body[..length]);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private static bool IsSigned(ReadOnlySpan<byte> body, string header)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes], given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (header.Length != 71 || Convert.FromHexString(header.AsSpan(7), given, out _, out _) != OperationStatus.Done) return false;
        HMACSHA256.HashData("secret"u8, body, expected);
        return CryptographicOperations.FixedTimeEquals(given, expected);
    }
}
