using Ci.Jobs.Containers;

namespace Ci.Jobs.Builds;

/// <summary>The engine, as builds use it.</summary>
internal sealed record BuildEngine(DockerConnection Docker, ImagePull Images, EngineNetworks Networks);
