namespace Ci.EndToEnd.Tests.Triggers;

[CollectionDefinition(Forge.Shared)]
public sealed class ForgeCollection : ICollectionFixture<Forge>;
