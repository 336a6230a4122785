using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Ci.Benchmarks.Proxy;

/// <summary>A backend that costs little, so that the proxies in front of it are what is measured.</summary>
internal sealed class Nginx : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("ci-bench-nginx-");
    private readonly Process process;

    public Nginx()
    {
        Address = new($"http://127.0.0.1:{FreePort()}/");
        var www = directory.CreateSubdirectory("www").FullName;
        File.WriteAllBytes(Path.Combine(www, "1k"), new byte[1 << 10]);
        File.WriteAllBytes(Path.Combine(www, "1m"), new byte[1 << 20]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory.FullName, (UnixFileMode)0b111_101_101);
        var configuration = Path.Combine(directory.FullName, "nginx.conf");
        File.WriteAllText(configuration, Configuration(directory.FullName, www, Address.Port));
        process = Process.Start(new ProcessStartInfo("nginx", ["-c", configuration, "-p", directory.FullName]) { UseShellExecute = false, RedirectStandardError = true })!;
    }

    public Uri Address { get; }

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        directory.Delete(recursive: true);
    }

    private static string Configuration(string home, string www, int port) => $$"""
        daemon off; worker_processes 1; pid {{home}}/pid; error_log /dev/null;
        events { worker_connections 8192; }
        http {
          access_log off; sendfile on; tcp_nodelay on; keepalive_requests 100000000;
          client_body_temp_path {{home}}/t1; proxy_temp_path {{home}}/t2; fastcgi_temp_path {{home}}/t3; uwsgi_temp_path {{home}}/t4; scgi_temp_path {{home}}/t5;
          server {
            listen 127.0.0.1:{{port}} backlog=4096;
            location = / { return 200 ok; }
            location / { root {{www}}; }
          }
        }
        """;

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
