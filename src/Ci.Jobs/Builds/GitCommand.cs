using System.ComponentModel;
using System.Globalization;
using System.Runtime.ExceptionServices;
using CliWrap;

namespace Ci.Jobs.Builds;

/// <summary>Runs git: bounded in time, and with nothing left running when it is ended by force.</summary>
internal sealed class GitCommand(GitOptions options, TimeProvider time)
{
    /// <summary>Gives the exit code and git's last error lines.</summary>
    public async Task<(int ExitCode, string Errors)> RunAsync(GitCall call, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        using var ended = new CancellationTokenSource();
        var mark = $"{call.Mirror}|{call.Purpose}|{Guid.NewGuid():n}";
        var errors = new GitOutput(call.Line);
        ExceptionDispatchInfo? failure = null;
        var watch = EndOnFailure(() => call.Watch(ended.Token));
        try
        {
            var result = await Command(call, mark)
                .WithStandardOutputPipe(PipeTarget.Create((output, token) => EndOnFailure(() => call.Output(output, token))))
                .WithStandardErrorPipe(PipeTarget.Create((output, token) => EndOnFailure(() => errors.ReadAsync(output, token))))
                .ExecuteAsync(end.Token);
            failure?.Throw();
            return (result.ExitCode, errors.Last);
        }
        catch (Win32Exception)
        {
            throw new GitException(GitFailure.NotInstalled, "git could not be started on the server.", "Install git and build again.");
        }
        catch (OperationCanceledException)
        {
            GitProcesses.Kill(mark);
            failure?.Throw();
            stop.ThrowIfCancellationRequested();
            throw new GitException(GitFailure.TimedOut, string.Create(CultureInfo.InvariantCulture,
                $"git took longer than {options.Timeout.TotalSeconds:0.###} s."), "Check that the repository's server answers and build again.");
        }
        finally
        {
            await ended.CancelAsync();
            await watch;
        }

        // A reader that gives up would leave git blocked on a full pipe for ever.
        async Task EndOnFailure(Func<Task> part)
        {
            try
            {
                await part();
            }
            catch (Exception thrown) when (thrown is not OperationCanceledException || !(end.IsCancellationRequested || ended.IsCancellationRequested))
            {
                failure ??= ExceptionDispatchInfo.Capture(thrown);
                await end.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                // The command is over; RunAsync says why.
            }
        }
    }

    private Command Command(GitCall call, string mark) => Cli.Wrap("git")
        .WithArguments(["--git-dir=" + call.Mirror, .. GitEnvironment.Configuration(options), .. call.Arguments])
        .WithEnvironmentVariables(new Dictionary<string, string?>(GitEnvironment.Variables(options), StringComparer.Ordinal) { [GitProcesses.Mark] = mark })
        .WithWorkingDirectory(options.DataDirectory)
        .WithValidation(CommandResultValidation.None);
}
