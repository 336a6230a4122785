using System.Globalization;
using System.Runtime.InteropServices;
using Ci.Jobs.Pipeline;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ci.Jobs.Containers;

/// <summary>Brings an image to the engine when it is not there, and says in words why that failed.</summary>
internal sealed class ImagePull(DockerConnection docker, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);
    private const int Attempts = 3;

    /// <summary>Makes sure that the engine has <paramref name="image"/>, for its own architecture.</summary>
    /// <returns>The image's id, <c>sha256:…</c>.</returns>
    /// <exception cref="PipelineException">It cannot be had; the reason names the image.</exception>
    public async Task<string> EnsureAsync(string image, Action<string> tell, CancellationToken stop)
    {
        var present = await FindAsync(image, stop);
        if (present is null)
        {
            await PullAsync(image, tell, stop);
            present = await FindAsync(image, stop)
                ?? throw new PipelineException($"Image {image} was pulled but is not in the engine.", "Check the image name in the project's settings.");
        }

        CheckArchitecture(image, present);
        return present.ID;
    }

    /// <summary>The engine's record of an image; null when it has none of that name.</summary>
    public Task<ImageInspectResponse?> FindAsync(string image, CancellationToken stop) => docker.CallAsync<ImageInspectResponse?>(
        async (client, token) =>
        {
            try
            {
                return await client.Images.InspectImageAsync(image, token);
            }
            catch (DockerImageNotFoundException)
            {
                return null;
            }
        },
        stop);

    /// <summary>Removes an image of ours by its tag; one that is gone or still in use stays as it is.</summary>
    public Task RemoveAsync(string tag, CancellationToken stop) => docker.CallAsync(
        async (client, token) =>
        {
            try
            {
                await client.Images.DeleteImageAsync(tag, new ImageDeleteParameters(), token);
            }
            catch (DockerApiException inUse) when (inUse.StatusCode is System.Net.HttpStatusCode.Conflict or System.Net.HttpStatusCode.NotFound)
            {
            }
        },
        stop);

    private async Task PullAsync(string image, Action<string> tell, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            tell($"Pulling {image}");
            var failure = await TryPullAsync(image, tell, stop);
            if (failure is null) return;
            if (!PullRules.IsTransient(failure) || attempt == Attempts)
            {
                var (reason, nextAction) = PullRules.Explain(image, failure);
                throw new PipelineException(reason, nextAction);
            }

            tell($"{failure} Trying again ({attempt + 1} of {Attempts}).");
            await Task.Delay(TimeSpan.FromSeconds(attempt * 2), time, stop);
        }
    }

    private async Task<string?> TryPullAsync(string image, Action<string> tell, CancellationToken stop)
    {
        var progress = new PullProgress(tell, time);
        try
        {
            var (name, tag) = PullRules.Split(image);
            await docker.CallAsync(
                (client, token) => client.Images.CreateImageAsync(new ImagesCreateParameters { FromImage = name, Tag = tag }, new AuthConfig(), progress, token),
                stop,
                Limit);
            return progress.Error;
        }
        catch (DockerApiException failure)
        {
            return PullRules.Text(failure.ResponseBody ?? failure.Message);
        }
    }

    private static void CheckArchitecture(string image, ImageInspectResponse present)
    {
        var ours = RuntimeInformation.OSArchitecture switch { Architecture.X64 => "amd64", Architecture.Arm64 => "arm64", var other => other.ToString().ToLower(CultureInfo.InvariantCulture) };
        if (string.IsNullOrEmpty(present.Architecture) || present.Architecture == ours) return;
        throw new PipelineException(
            $"Image {image} is made for {present.Architecture}, this machine is {ours}.",
            $"Name an image for {ours} in the project's settings.");
    }

    // Progress<T> may reorder; the log must not.
    private sealed class PullProgress(Action<string> tell, TimeProvider time) : IProgress<JSONMessage>
    {
        private long lastTold;

        public string? Error { get; private set; }

        public void Report(JSONMessage value)
        {
            if (value.Error?.Message is { } error) Error = error;
            if (value.Status is not { Length: > 0 } status) return;
            var inProgress = value.Progress?.Total is not null;
            if (inProgress && time.GetElapsedTime(lastTold) < TimeSpan.FromSeconds(1)) return;
            lastTold = time.GetTimestamp();
            tell(value.Progress is { Current: { } current, Total: { } total and > 0 }
                ? string.Create(CultureInfo.InvariantCulture, $"{value.ID} {status} {current / 1048576.0:0.0} of {total / 1048576.0:0.0} MB")
                : $"{value.ID} {status}".Trim());
        }
    }
}
