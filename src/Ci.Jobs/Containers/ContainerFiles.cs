using System.IO.Pipelines;
using Docker.DotNet.Models;

namespace Ci.Jobs.Containers;

/// <summary>Copies files into containers through the engine, so that it works alike on a host, in a container and with a remote engine.</summary>
internal sealed class ContainerFiles(DockerConnection docker)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Lets <paramref name="write"/> write a tar straight into a directory of the container.</summary>
    /// <remarks>When the writer fails its failure is thrown, not that of the upload it broke.</remarks>
    public async Task UploadAsync(string container, string directory, Func<Stream, CancellationToken, Task> write, CancellationToken stop)
    {
        var pipe = new Pipe();
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Exception? broke = null;
        var writing = WriteAsync(pipe.Writer, write, failure => broke = failure, broken.Token);
        try
        {
            await docker.CallAsync(
                (client, token) => client.Containers.ExtractArchiveToContainerAsync(container, new CopyToContainerParameters { Path = directory }, pipe.Reader.AsStream(), token),
                stop,
                Limit);
        }
        catch (Exception) when (broke is not null)
        {
            await writing;
            throw;
        }
        catch
        {
            await broken.CancelAsync();
            await pipe.Reader.CompleteAsync();
            await Task.WhenAny(writing);
            throw;
        }

        await writing;
    }

    private static async Task WriteAsync(PipeWriter writer, Func<Stream, CancellationToken, Task> write, Action<Exception> failed, CancellationToken stop)
    {
        try
        {
            await write(writer.AsStream(leaveOpen: true), stop);
            await writer.CompleteAsync();
        }
        catch (Exception failure)
        {
            failed(failure); // before the upload learns of it
            await writer.CompleteAsync(failure);
            throw;
        }
    }
}
