using System.Net;
using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Forwarder;

namespace Ci.Web.Proxy;

/// <summary>The proxy's one request handler.</summary>
internal sealed class Forwarding(
    ProxyControl control, IHttpForwarder forwarder, ProxyOptions options, TimeProvider time, ILogger<Forwarding> logger)
{
    private readonly ForwarderRequestConfig http11 = new()
    {
        ActivityTimeout = options.ActivityTimeout,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public Task HandleAsync(HttpContext context)
    {
        if (control.Live.Find(TargetPath.Project(context.Request.Path)) is not { Project: var project }) return Answers.NotFound(context.Response);
        if (context.Request.Path.Value!.Length == 1 + project.Length) return Answers.Redirect(context, project);
        return ForwardAsync(context, project);
    }

    private async Task ForwardAsync(HttpContext context, string project)
    {
        SlotTarget? tried = null;
        while (Claim.Take((control, project), static p => p.control.Live.Find(p.project)?.Target, tried) is { } target)
        {
            var error = await SendAsync(context, target);
            if (IsSettled(context, error)) return;
            context.Response.Clear();
            tried = target;
            if (!NeverConnected(context, error)) break;
        }

        await Answers.Unavailable(context.Response, project, hasRelease: tried is not null);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ForwarderError> SendAsync(HttpContext context, SlotTarget target)
    {
        var started = time.GetTimestamp();
        var passage = new Passage(target, time);
        var error = ForwarderError.Request;
        try
        {
            error = await forwarder.SendAsync(context, target.Address, target.Invoker, http11, passage, target.Gate.Cut);
            return error;
        }
        finally
        {
            var outcome = Judge(context, error);
            target.Gate.Leave(outcome, time.GetElapsedTime(started), passage.Connection);
            if (outcome == Outcome.Failed) ReportFailure(context, target, error);
        }
    }

    private static Outcome Judge(HttpContext context, ForwarderError error)
    {
        if (error == ForwarderError.None) return context.Response.StatusCode >= 500 ? Outcome.ServerError : Outcome.Answered;
        if (context.RequestAborted.IsCancellationRequested) return Outcome.GivenUp;
        return error switch
        {
            ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled or ForwarderError.ResponseBodyCanceled => Outcome.GivenUp,
            ForwarderError.RequestBodyClient or ForwarderError.ResponseBodyClient => Outcome.GivenUp,
            ForwarderError.UpgradeRequestClient or ForwarderError.UpgradeResponseClient => Outcome.GivenUp,
            ForwarderError.UpgradeRequestCanceled or ForwarderError.UpgradeResponseCanceled => Outcome.GivenUp,
            _ => Outcome.Failed,
        };
    }

    // A body the client did not send properly has its answer already: 400, 408 or 413.
    private static bool IsSettled(HttpContext context, ForwarderError error) =>
        error is ForwarderError.None or ForwarderError.RequestBodyClient
        || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested;

    // Without a connection nothing of the request's body has been read: it can still be sent, even a POST.
    private static bool NeverConnected(HttpContext context, ForwarderError error) =>
        error == ForwarderError.Request
        && context.Features.Get<IForwarderErrorFeature>()?.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };

    // The first failure, the second, the fourth …: a dead application under load does not flood the log.
    private void ReportFailure(HttpContext context, SlotTarget target, ForwarderError error)
    {
        var failures = target.Gate.Count.Failed;
        if (!long.IsPow2(failures)) return;
        var reason = context.Features.Get<IForwarderErrorFeature>()?.Exception?.Message ?? "";
        Log.ForwardFailed(logger, target.Route.Project, target.Route.Slot, target.Address, error, reason, failures);
    }
}
