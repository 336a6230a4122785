using System.Runtime.CompilerServices;

namespace Ci.Web.Tests.Proxy;

/// <summary>A test over real connections: what hangs fails after half a minute.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TimedFactAttribute : FactAttribute
{
    public TimedFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : base(file, line) => Timeout = 30_000;
}
