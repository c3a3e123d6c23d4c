using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OnRecord.Entities;

/// <summary>
/// Takes up a new index or new overrides while the service runs: when a file of the settings has changed, it is read, and look-ups see it from then on. One that
/// cannot be read changes nothing and is told in the log. Polling, because a mount need not tell of changes.
/// </summary>
internal sealed partial class KnowledgeReload(
    IOptions<RecognitionOptions> options, IServiceProvider services, TimeProvider time, ILogger<KnowledgeReload> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly string[] _files = [.. new[] { options.Value.KnowledgeBase, options.Value.KnowledgeOverrides }.Where(path => path.Length > 0)];

    // Asked for only when something has changed: a service that never recognises does not load it.
    private KnowledgeBase Knowledge => services.GetRequiredService<KnowledgeBase>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_files.Length == 0)
        {
            return;
        }

        var loaded = Stamp();
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Stamp() is var stamp && stamp != loaded)
            {
                loaded = stamp;
                Reload();
            }
        }
    }

    private void Reload()
    {
        try
        {
            Knowledge.Replace(ShippedKnowledge.Open(options.Value.KnowledgeBase), KnowledgeOverrides.Read(options.Value.KnowledgeOverrides));
            LogReloaded(logger, Knowledge.Count);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            LogRefused(logger, fault.Message);
        }
    }

    /// <summary>Times and lengths of the files, as one text to compare.</summary>
    private string Stamp() => string.Join('|', _files.Select(path => new FileInfo(path)).Select(file => file.Exists ? $"{file.LastWriteTimeUtc.Ticks} {file.Length}" : ""));

    [LoggerMessage(Level = LogLevel.Information, Message = "The knowledge base was read again: {Count} entries.")]
    private static partial void LogReloaded(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The changed knowledge base is not used: {Fault}")]
    private static partial void LogRefused(ILogger logger, string fault);
}
