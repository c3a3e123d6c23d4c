using OnRecord.Api.Entity.V1;
using OnRecord.TestKit;

namespace OnRecord.Entities.Tests;

public sealed class KnowledgeReloadTests : IDisposable
{
    private const string Text = "Harbour Bank opened an office on Friday, and Harbour Bank hired ten people.";

    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task A_running_service_takes_up_changed_overrides_and_keeps_the_old_ones_where_the_new_are_wrong()
    {
        var path = Path.Combine(_folder.Path, "overrides.jsonl");
        await File.WriteAllTextAsync(path, """{"id": "Q900001", "name": "Harbour Bank", "type": "ORGANIZATION", "country": "IE", "popularity": 90}""");
        await using var host = await EntityHost.StartAsync(new()
        {
            ["Storage:Folder"] = _folder.Path,
            ["Entity:KnowledgeOverrides"] = path,
        });
        await Eventually.TrueAsync(async () => await MeantAsync(host) == "Q900001", "the first overrides");

        await File.WriteAllTextAsync(path, """{"id": "Q900002", "name": "Harbour Bank", "type": "ORGANIZATION", "country": "IE", "popularity": 95}""");
        await Eventually.TrueAsync(async () => await MeantAsync(host) == "Q900002", "the changed overrides");

        await File.WriteAllTextAsync(path, "no JSON at all");
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.Equal("Q900002", await MeantAsync(host));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> MeantAsync(EntityHost host) =>
        (await host.Client.RecognizeEntitiesAsync(new RecognizeEntitiesRequest { Text = Text })).Entities.FirstOrDefault()?.Entity.EntityId ?? "";
}
