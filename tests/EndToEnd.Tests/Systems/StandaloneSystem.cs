using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>One process, in-memory bus, SQLite.</summary>
public class StandaloneSystem : OnRecordSystem
{
    private readonly ScratchFolder _folder = new();

    /// <summary>Where its databases are.</summary>
    public string Folder => _folder.Path;

    public override ServiceProcess ProcessOf(string service) => Processes["Standalone"];

    public override Task<IReadOnlyDictionary<string, long>> DeadLettersAsync() =>
        Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override Task StartAsync()
    {
        Configuration["Storage:Folder"] = _folder.Path;
        return StartAsync("Standalone");
    }
}
