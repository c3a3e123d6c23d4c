using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

/// <summary>The ingest service in this process, with a stand-in for the rest of the pipeline.</summary>
internal sealed class IngestHost : IAsyncDisposable
{
    private readonly InProcessService _service;

    private IngestHost(InProcessService service) => (_service, Client) = (service, new IngestService.IngestServiceClient(service.Channel));

    public IngestService.IngestServiceClient Client { get; }

    /// <summary>Address of its gRPC port.</summary>
    public Uri Grpc => new($"http://{_service.Channel.Target}");

    /// <summary>Address of the JSON side.</summary>
    public Uri Http => _service.Http;

    public PipelineStandIn Pipeline => Services.GetRequiredService<PipelineStandIn>();

    public IServiceProvider Services => _service.Services;

    /// <param name="configuration">Storage and bus; the rest has its defaults.</param>
    /// <param name="withPipeline">False leaves the rest of the pipeline away: events go nowhere.</param>
    /// <param name="services">Adds what takes the place of the service's own.</param>
    public static async Task<IngestHost> StartAsync(
        IReadOnlyDictionary<string, string?> configuration, bool withPipeline = true, Action<IServiceCollection>? services = null) => new(await InProcessService.StartAsync(
        "ingest",
        configuration,
        builder =>
        {
            builder.AddIngest();
            builder.Services.AddSingleton<PipelineStandIn>();
            services?.Invoke(builder.Services);
        },
        bus =>
        {
            IngestSetup.AddConsumers(bus);
            if (withPipeline)
            {
                bus.AddConsumer<PipelineStandInConsumer>();
            }
        },
        app => app.MapIngest()));

    /// <summary>Waits until an article has reached a state.</summary>
    public async Task<Article> ReachesAsync(string articleId, ArticleState state, int revision = 0) =>
        (await Eventually.GetAsync(
            async () => await Client.GetArticleAsync(new GetArticleRequest { ArticleId = articleId, Revision = revision }),
            response => response.Article.State == state,
            $"article {articleId} is {state}")).Article;

    /// <summary>Publishes an event as another service would.</summary>
    public Task PublishAsync<T>(T message)
        where T : class => _service.PublishAsync(message);

    /// <summary>Reports what was ingested so far as boarded.</summary>
    public Task BoardAsync() => PublishAsync(new RevisionsApplied(
        Schema.Version, RevisionParts.Boards, [.. Pipeline.Ingested.Select(message => new RevisionRef(message.Article.ArticleId, message.Article.Revision))]));

    public ValueTask DisposeAsync() => _service.DisposeAsync();
}

/// <summary>What the stand-in saw and how it behaves.</summary>
internal sealed class PipelineStandIn : IDisposable
{
    private readonly SemaphoreSlim _worker = new(1);

    public ConcurrentQueue<ArticleIngested> Ingested { get; } = new();

    public ConcurrentQueue<ArticleRetracted> Retracted { get; } = new();

    public ConcurrentDictionary<Guid, string?> TraceIds { get; } = new();

    /// <summary>Whether articles come back indexed.</summary>
    public bool Answers { get; set; } = true;

    /// <summary>Whether what an article brings reaches the boards.</summary>
    public bool Boards { get; set; } = true;

    /// <summary>Whether it is announced what an article changes of stories.</summary>
    public bool Stories { get; set; } = true;

    /// <summary>How long it works on an article, one at a time.</summary>
    public TimeSpan Pace { get; set; }

    /// <summary>An article with this text is poison.</summary>
    public string? PoisonText { get; set; }

    /// <summary>Takes the time that an article needs.</summary>
    public async Task WorkAsync()
    {
        if (Pace > TimeSpan.Zero)
        {
            await _worker.WaitAsync();
            await Task.Delay(Pace);
            _worker.Release();
        }
    }

    public void Dispose() => _worker.Dispose();
}

/// <summary>Plays entity, stance and search: answers each event as search does in the end.</summary>
internal sealed class PipelineStandInConsumer(PipelineStandIn pipeline) : IConsumer<ArticleIngested>, IConsumer<ArticleRetracted>
{
    public static readonly Guid StoryId = new("5f0a6a54-3f0a-4a0e-8b0e-0d4f6c0f5a01");

    public async Task Consume(ConsumeContext<ArticleIngested> context)
    {
        var article = context.Message.Article;
        if (pipeline.PoisonText is { } poison && article.Text.Contains(poison, StringComparison.Ordinal))
        {
            throw new PermanentException("the text is poison");
        }

        await pipeline.WorkAsync();
        pipeline.Ingested.Enqueue(context.Message);
        pipeline.TraceIds[article.ArticleId] = System.Diagnostics.Activity.Current?.TraceId.ToString();
        if (pipeline.Answers && pipeline.Stories)
        {
            var change = new StoryChanged(Schema.Version, StoryId, 1, StoryChangeKind.Updated, [article.ArticleId], [], null, DateTimeOffset.UtcNow);
            await context.Publish(new StoriesChanged(Schema.Version, [change], [new RevisionRef(article.ArticleId, article.Revision)]));
        }

        if (pipeline.Answers)
        {
            await context.Publish(new ArticlesIndexed(
                Schema.Version, [new ArticleIndexed(Schema.Version, article.ArticleId, article.Revision, StoryId, DateTimeOffset.UtcNow, AwaitsOthers: true)]));
        }

        if (pipeline.Answers && pipeline.Boards)
        {
            await AppliedAsync(context, article.ArticleId, article.Revision, RevisionParts.Boards);
        }
    }

    public async Task Consume(ConsumeContext<ArticleRetracted> context)
    {
        var (id, revision) = (context.Message.ArticleId, context.Message.Revision);
        pipeline.Retracted.Enqueue(context.Message);
        if (pipeline.Answers && pipeline.Stories)
        {
            await context.Publish(new StoriesChanged(Schema.Version, [], [new RevisionRef(id, revision)]));
        }

        if (pipeline.Answers)
        {
            // As the search of a build before ArticlesIndexed does.
            await context.Publish(new ArticleIndexed(Schema.Version, id, revision, null, DateTimeOffset.UtcNow, AwaitsOthers: true));
            await AppliedAsync(context, id, revision, RevisionParts.Entities);
            await AppliedAsync(context, id, revision, RevisionParts.Positions);
        }

        if (pipeline.Answers && pipeline.Boards)
        {
            await AppliedAsync(context, id, revision, RevisionParts.Boards);
        }
    }

    private static Task AppliedAsync(ConsumeContext context, Guid articleId, int revision, RevisionParts part) =>
        context.Publish(new RevisionsApplied(Schema.Version, part, [new RevisionRef(articleId, revision)]));
}
