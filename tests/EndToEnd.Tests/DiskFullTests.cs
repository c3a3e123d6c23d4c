using Google.Rpc;
using Grpc.Core;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>A full disk is told to callers and to whoever looks at the health page, and nothing is lost by it.</summary>
public sealed class DiskFullTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task A_full_disk_sheds_at_the_door_and_heals_when_there_is_room()
    {
        using var folder = new ScratchFolder();
        using var disk = await SmallDisk.TryMountAsync(folder.Path);
        Skip.If(disk is null, "mounting a small disk asks for root");

        await ShedAndHealAsync(new OnSmallDisk(folder.Path), disk);
    }

    [SkippableFact]
    public async Task A_full_disk_of_PostgreSQL_sheds_at_the_door_and_heals_when_there_is_room()
    {
        await using var servers = await OwnServers.StartAsync(postgresDisk: true);
        Skip.If(servers.PostgresDisk is null, "mounting a small disk asks for root");

        await ShedAndHealAsync(new OnOwnServers(servers), servers.PostgresDisk);
    }

    private static async Task ShedAndHealAsync(OnRecordSystem system, SmallDisk disk)
    {
        try
        {
            await system.InitializeAsync();
            var acknowledged = new List<string> { await SubmitAsync(system, 0) };
            await disk.FillAsync();
            await AssertShedAsync(system, acknowledged);

            await disk.FreeAsync();

            await Eventually.TrueAsync(system.ProcessOf("Ingest").IsReadyAsync, "it is ready again", Patience);
            acknowledged.Add(await SubmitAsync(system, -1));
            foreach (var id in acknowledged)
            {
                await Eventually.TrueAsync(
                    async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article.Boarded, "all that was acknowledged is boarded", Patience);
            }
        }
        finally
        {
            await system.DisposeAsync();
        }
    }

    private static async Task AssertShedAsync(OnRecordSystem system, List<string> acknowledged)
    {
        RpcException? refusal = null;
        // What the store has allocated ahead still takes a few.
        for (var number = 1; refusal is null; number++)
        {
            Assert.InRange(number, 1, 2_000);
            try
            {
                acknowledged.Add(await SubmitAsync(system, number));
            }
            catch (RpcException fault)
            {
                refusal = fault;
            }
        }

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        var details = refusal.GetRpcStatus()!;
        Assert.Equal("DISK_FULL", details.GetDetail<ErrorInfo>()!.Reason);
        Assert.True(details.GetDetail<RetryInfo>()!.RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.False(await system.ProcessOf("Ingest").IsReadyAsync());
    }

    // Long texts: a full disk is soon felt.
    private static async Task<string> SubmitAsync(OnRecordSystem system, int number)
    {
        var article = News.About($"Fullholm{number}");
        article.Language = "de";
        article.Text += string.Concat(Enumerable.Range(0, 2_000).Select(word => $" {new MadeUpWords((number * 2_000) + word).Thing()}"));
        return (await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = article })).ArticleId;
    }

    private sealed class OnSmallDisk(string folder) : StandaloneSystem
    {
        protected override Task StartAsync()
        {
            Configuration["Storage:Folder"] = folder;
            return StartAsync("Standalone");
        }
    }

    private sealed class OnOwnServers(OwnServers servers) : OnRecordSystem
    {
        private readonly RabbitServer _rabbit = RabbitServer.On(servers.RabbitMq, servers.RabbitMqManagement);

        public override ServiceProcess ProcessOf(string service) => Processes[service];

        public override Task<IReadOnlyDictionary<string, long>> DeadLettersAsync() => _rabbit.DeadLettersAsync();

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            _rabbit.Dispose();
        }

        protected override async Task StartAsync()
        {
            await _rabbit.InitializeAsync();
            Configuration["Bus:Transport"] = "RabbitMq";
            Configuration["Bus:Host"] = _rabbit.Host;
            Configuration["Storage:Provider"] = "Postgres";
            Configuration["Storage:ConnectionString"] = servers.Postgres;
            Configuration["Cache:Redis"] = servers.Redis;
            await StartAsync("Ingest", "Entity", "Stance", "Search");
        }
    }
}
