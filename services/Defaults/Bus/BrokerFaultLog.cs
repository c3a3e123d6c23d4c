using MassTransit;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;

namespace OnRecord.Defaults;

/// <summary>
/// What MassTransit logs, with a broker that cannot be reached told in one line, and again after a while, in place of a stack trace at every try.
/// </summary>
internal sealed class BrokerFaultLog(ILoggerFactory inner) : ILoggerFactory
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly Lock _guard = new();
    private string _said = "";
    private long _saidAt;

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Short(inner.CreateLogger(categoryName), this);

    /// <inheritdoc />
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <inheritdoc />
    public void Dispose()
    {
        // The factory is the process's own.
    }

    /// <summary>Why no connection to the broker came about; null for a fault of another kind.</summary>
    public static string? Cause(Exception? fault) => fault switch
    {
        null => null,
        BrokerUnreachableException or RabbitMqConnectionException => fault.GetBaseException().Message.TrimEnd('.'),
        _ => Cause(fault.InnerException),
    };

    private bool IsNews(string line)
    {
        lock (_guard)
        {
            var now = Environment.TickCount64;
            if (line == _said && now - _saidAt < Pause.TotalMilliseconds)
            {
                return false;
            }

            (_said, _saidAt) = (line, now);
            return true;
        }
    }

    private sealed class Short(ILogger inner, BrokerFaultLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (Cause(exception) is not { } cause)
            {
                // A stop in the middle of a try is no fault.
                inner.Log(logLevel, eventId, state, exception is OperationCanceledException ? null : exception, formatter);
                return;
            }

            // A try that failed; anything else is told of the bus as a whole.
            var next = exception is BrokerUnreachableException ? " It is tried again until the broker answers." : "";
            var line = $"{formatter(state, null)}: {cause}.{next}";
            if (log.IsNews(line))
            {
                inner.Log(logLevel, eventId, line, null, static (text, _) => text);
            }
        }
    }
}
