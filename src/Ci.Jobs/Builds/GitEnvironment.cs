using System.Collections;
using System.Globalization;

namespace Ci.Jobs.Builds;

/// <summary>
/// What a git process sees: nothing of the server's environment but the way to programs, certificates and proxies, nobody's
/// configuration, no prompt, no hook, no helper, and only the transports that lead to a remote repository.
/// </summary>
internal static class GitEnvironment
{
    private static readonly string[] Kept =
    [
        "PATH", "TMPDIR", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy",
    ];

    /// <summary>A null value removes the variable from the process.</summary>
    public static IReadOnlyDictionary<string, string?> Variables(GitOptions options)
    {
        var home = Path.Combine(options.DataDirectory, "git-home");
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables()) variables[(string)entry.Key] = null;
        foreach (var name in Kept)
            if (Environment.GetEnvironmentVariable(name) is { } value) variables[name] = value;
        variables["HOME"] = home;
        variables["LC_ALL"] = "C";
        variables["GIT_CONFIG_NOSYSTEM"] = "1";
        variables["GIT_CONFIG_GLOBAL"] = "/dev/null";
        variables["GIT_ATTR_NOSYSTEM"] = "1";
        variables["GIT_TERMINAL_PROMPT"] = "0";
        variables["GIT_ASKPASS"] = "/bin/false";
        variables["GIT_OPTIONAL_LOCKS"] = "0";
        variables["GIT_NO_REPLACE_OBJECTS"] = "1";
        variables["GIT_ALLOW_PROTOCOL"] = options.AllowHttp ? "https:ssh:http" : "https:ssh";
        variables["GIT_SSH_VARIANT"] = "ssh";
        variables["GIT_SSH_COMMAND"] = SshCommand(Path.Combine(home, "known_hosts"));
        return variables;
    }

    public static IEnumerable<string> Configuration(GitOptions options) =>
        new[]
        {
            "core.hooksPath=/dev/null", "core.attributesFile=/dev/null", "core.fsmonitor=false", "core.askPass=/bin/false",
            "credential.helper=", "http.followRedirects=false", "protocol.file.allow=never", "protocol.ext.allow=never",
            "transfer.bundleURI=false", "fetch.recurseSubmodules=false", "submodule.recurse=false",
            // Nothing may go on in a mirror after its lock is given back.
            "gc.auto=0", "maintenance.auto=false",
            // git archive would make every file writable for the group.
            "tar.umask=022",
            string.Create(CultureInfo.InvariantCulture, $"http.lowSpeedLimit={options.LowSpeedBytes}"),
            string.Create(CultureInfo.InvariantCulture, $"http.lowSpeedTime={(int)Math.Ceiling(options.LowSpeedTime.TotalSeconds)}"),
        }.SelectMany(setting => new[] { "-c", setting });

    // git hands this one to a shell; a host is trusted at its first sight and must stay the same from then on.
    private static string SshCommand(string knownHosts) =>
        "ssh -F /dev/null -o BatchMode=yes -o ConnectTimeout=20 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="
        + "'\"" + knownHosts.Replace("'", "'\\''", StringComparison.Ordinal) + "\"'";
}
