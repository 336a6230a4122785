using System.Runtime.CompilerServices;

namespace Ci.Web.Tests.Proxy;

/// <summary>A table of tests over real connections: what hangs fails after half a minute.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TimedTheoryAttribute : TheoryAttribute
{
    public TimedTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) => Timeout = 30_000;
}
