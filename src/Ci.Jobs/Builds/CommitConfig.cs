using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Projects.Config;

namespace Ci.Jobs.Builds;

/// <summary>
/// Lays the commit's own configuration over the project's settings, for this build and what comes of it. The settings below are always
/// those the build was asked for with, which its row keeps: a second attempt must neither take limits that were lowered for the allowed
/// ones nor keep what another commit set.
/// </summary>
internal sealed class CommitConfig(Git git)
{
    private const string Misspelled = ".ci.yaml";

    /// <exception cref="PipelineException">The file cannot be used; the log has everything that is wrong with it.</exception>
    public async Task LayOverAsync(BuildRun run, Checkout checkout, CancellationToken stop)
    {
        var project = run.Build.ProjectSettings ?? run.Build.Settings;
        if (await ReadAsync(checkout, project, run.Tell, stop) is { } applied) run.Configure(applied.Settings);
        else if (run.Build.ProjectSettings is not null) run.Configure(project);
    }

    /// <summary>What the commit's file makes of the settings; null when it has none. What is told goes to <paramref name="tell"/>.</summary>
    /// <exception cref="PipelineException">The file cannot be used.</exception>
    public async Task<AppliedConfig?> ReadAsync(Checkout checkout, ProjectSettings project, Action<string> tell, CancellationToken stop)
    {
        if (await FindAsync(checkout, project.Build.Directory, tell, stop) is not { } file) return null;
        var applied = await ReadAsync(checkout, file, project, stop);
        if (applied.Errors.Count > 0) throw Refused(tell, file.Path, applied);
        tell(applied.Keys.Count == 0 ? $"{file.Path} sets nothing." : $"{file.Path} sets {string.Join(", ", applied.Keys)}.");
        return applied;
    }

    // The directory's file is nearer to what is built than the root's.
    private async Task<CommitFile?> FindAsync(Checkout checkout, string directory, Action<string> tell, CancellationToken stop)
    {
        directory = directory.Trim('/');
        string[] folders = directory is "" or "." ? [""] : [directory + "/", ""];
        var found = await git.FindFilesAsync(checkout, [.. folders.SelectMany(folder => new[] { folder + RepositoryConfigRules.FileName, folder + Misspelled })], stop);
        if (folders.Select(folder => At(folder, RepositoryConfigRules.FileName)).FirstOrDefault(file => file is not null) is { } config) return config;
        if (folders.Select(folder => At(folder, Misspelled)).FirstOrDefault(file => file is not null) is { } other)
        {
            tell($"{other.Path} is not read: its name must be {RepositoryConfigRules.FileName}.");
        }

        return null;

        CommitFile? At(string folder, string name) => found.FirstOrDefault(file => file.Path == folder + name);
    }

    private async Task<AppliedConfig> ReadAsync(Checkout checkout, CommitFile file, ProjectSettings project, CancellationToken stop)
    {
        if (file.Instead is { } instead) throw Unusable(file.Path, $"{file.Path} is {instead}, not a file.");
        if (file.Bytes > RepositoryConfigRules.MaxBytes) throw Unusable(file.Path, $"{file.Path} is larger than {RepositoryConfigRules.MaxBytes / 1024} KB.");
        var bytes = await git.ReadFileAsync(checkout, file, RepositoryConfigRules.MaxBytes, stop);
        return RepositoryConfigRules.Apply(RepositoryConfigRules.Decode(bytes) ?? throw Unusable(file.Path, $"{file.Path} is not UTF-8 text."), project);
    }

    private static PipelineException Refused(Action<string> tell, string path, AppliedConfig applied)
    {
        foreach (var error in applied.Errors) tell($"{path} {error}");
        var more = (applied.Errors.Count + applied.Unlisted - 1) switch
        {
            0 => "",
            1 => " One more error is in the log.",
            var count when applied.Unlisted > 0 => $" There are {count} more errors; the log has the first {applied.Errors.Count}.",
            var count => $" {count} more errors are in the log.",
        };
        return Unusable(path, $"{path} {applied.Errors[0]}{more}");
    }

    private static PipelineException Unusable(string path, string reason) => new(reason, $"Correct {path} in the repository and push again.");
}
