using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.Web.Tests;

/// <summary>A standalone process that asks for keys, with a story in it.</summary>
public sealed class KeyedProcess : IAsyncLifetime
{
    /// <summary>May read.</summary>
    public const string Reader = "key-of-a-reader";

    /// <summary>May hand in articles, and nothing else.</summary>
    public const string Writer = "key-of-a-writer";

    /// <summary>May do everything.</summary>
    public const string Admin = "key-of-an-admin";

    private readonly ScratchFolder _folder = new();
    private ServiceProcess? _process;

    /// <summary>Where gRPC is served.</summary>
    public Uri Grpc => _process!.GrpcAddress;

    /// <summary>Where JSON and the tools are served.</summary>
    public Uri Address => _process!.HttpAddress;

    /// <summary>What the process has written so far.</summary>
    public string Log => _process!.Log;

    /// <summary>The story.</summary>
    public string StoryId { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string> { ["Storage:Folder"] = _folder.Path, ["Logging:LogLevel:Default"] = "Warning", ["Auth:Enabled"] = "true" };
        foreach (var (at, key, name, scopes) in new[] { (0, Reader, "reader", "read"), (1, Writer, "writer", "write"), (2, Admin, "admin", "read write admin") })
        {
            settings[$"Auth:Keys:{at}:Name"] = name;
            settings[$"Auth:Keys:{at}:Sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
            foreach (var (number, scope) in scopes.Split(' ').Index())
            {
                settings[$"Auth:Keys:{at}:Scopes:{number}"] = scope;
            }
        }

        _process = await ServiceProcess.StartAsync("Standalone", settings);
        using var channel = GrpcChannel.ForAddress(_process.GrpcAddress);
        var ingest = new IngestService.IngestServiceClient(channel);
        Metadata reader = [new("x-api-key", Reader)], writer = [new("x-api-key", Writer)];
        var submitted = await ingest.SubmitArticleAsync(
            new SubmitArticleRequest
            {
                Article = new ArticleInput
                {
                    Outlet = "Fjord Messenger",
                    Title = "Mayor denies cracks in Aldvik bridge",
                    Text = """
                        Mayor Ingrid Solberg denied on Monday that the Aldvik bridge has cracks.

                        Engineer Tomas Lind confirmed on Monday that the Aldvik bridge has cracks. Lind said the Aldvik bridge must be closed.
                        """,
                    PublishTime = DateTimeOffset.UtcNow.AddHours(-2).ToTimestamp(),
                },
            },
            writer);
        var article = await Eventually.GetAsync(
            async () => (await ingest.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId }, reader)).Article,
            article => article.State == ArticleState.Indexed,
            "the article is indexed");
        StoryId = article.StoryId;
        var stance = new StanceService.StanceServiceClient(channel);
        await Eventually.TrueAsync(
            async () => (await stance.ListPositionsAsync(new ListPositionsRequest { StoryId = StoryId }, reader)).Positions.Count > 0,
            "positions are told of the story");
    }

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }
}

/// <summary>Tests that share one <see cref="KeyedProcess"/>.</summary>
[CollectionDefinition(Name)]
public sealed class SharedKeyedProcess : ICollectionFixture<KeyedProcess>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "keyed";
}
