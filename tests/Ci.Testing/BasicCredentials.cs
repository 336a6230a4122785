using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ci.Testing;

internal static class BasicCredentials
{
    public static bool Match(HttpRequest request, NetworkCredential? wanted) =>
        wanted is null || request.Headers.Authorization.ToString() == "Basic " + Encode(wanted);

    public static void Challenge(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status401Unauthorized;
        response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
    }

    private static string Encode(NetworkCredential credential) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
}
