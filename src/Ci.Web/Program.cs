using Ci.Jobs.Storage;
using Ci.Web.Hosting;

try
{
    if (args is ["token", .. var rest]) return TokenCommand.Run(rest, Console.Out);
    await using var server = await Server.StartAsync(ServerOptions.Read(args, Environment.GetEnvironmentVariable));
    await server.StoppedAsync();
    return 0;
}
catch (OptionException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 2;
}
catch (Exception refused) when (refused is StorageException or StartException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
