using Microsoft.Extensions.Logging;

namespace Ci.Web.Tests.Proxy;

/// <summary>Runs when the proxy has logged a warning: after a request failed, before it is answered.</summary>
internal sealed class FailureHook(Action onWarning) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) onWarning();
    }

    public void Dispose()
    {
    }
}
