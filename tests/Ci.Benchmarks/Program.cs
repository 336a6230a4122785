using Ci.Benchmarks.Intake;
using Ci.Benchmarks.Pipeline;
using Ci.Benchmarks.Proxy;

return args switch
{
    ["proxy-throughput", .. var rest] => await ProxyThroughput.RunAsync(rest),
    ["proxy-switches", .. var rest] => await ProxySwitches.RunAsync(rest),
    ["push-to-live", .. var rest] => await PushToLive.RunAsync(rest),
    ["webhook", .. var rest] => await WebhookIntake.RunAsync(rest),
    ["child", "intake", var keeping, var folder] => await BareIntake.RunAsync(keeping, folder),
    ["child", "forwarder", var backend] => await BareForwarder.RunAsync(backend),
    ["child", "proxy", var backend] => await WholeProxy.RunAsync(backend),
    ["child", "application"] => await Application.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Ci.Benchmarks proxy-throughput [ROUNDS] [SECONDS]   the proxy beside a bare forwarder, requests per second (needs wrk and nginx)
        Ci.Benchmarks proxy-switches [SWITCHES]             failures over switches under load
        Ci.Benchmarks push-to-live [PUSHES]                 from the webhook until the proxy serves it, beside a script by hand
        Ci.Benchmarks webhook [ROUNDS] [SECONDS]            signed pushes per second, beside bare receivers (needs wrk and Debian's webhook)
        """);
    return 2;
}
