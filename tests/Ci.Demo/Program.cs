using Ci.Demo;

if (args is not ([] or ["--exit"]))
{
    Console.Error.WriteLine("Usage: Ci.Demo [--exit]");
    return 2;
}

using var stop = new StopSignal();
try
{
    await using var stage = await Stage.SetAsync();
    var story = await Story.TellAsync(stage, stop.Token);
    Ending.Print(story, stage);
    if (args is [])
    {
        Console.WriteLine("\nThe server stays up. Ctrl+C stops it and removes the demo's containers.");
        await stop.Requested;
    }

    return story.All(push => push.IsAsExpected) ? 0 : 1;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 130;
}
catch (Exception e) // whatever it was: an unhandled exception would leave the server running
{
    Console.Error.WriteLine($"\nThe demo failed: {e.Message}");
    return 1;
}
