using Microsoft.Extensions.Logging;

namespace FlowGen.Redis.Contender;

/// <summary>Logs each message as one line of text.</summary>
public sealed class LineLogger(Action<string> write) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
        // There is one place to write to.
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        write($"{logLevel}: {formatter(state, exception)} {exception?.GetType().Name} {exception?.Message.ReplaceLineEndings(" ")}".TrimEnd());

    public void Dispose()
    {
        // Nothing is kept open.
    }
}
