using MassTransit;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>What a host needs to run the ingest service.</summary>
public static class IngestSetup
{
    /// <summary>Adds the service's options, stores and background work.</summary>
    public static void AddIngest(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<IntakeOptions>(IntakeOptions.Section);
        builder.AddValidatedOptions<OutboxOptions>(OutboxOptions.Section);
        builder.AddValidatedOptions<FeedOptions>(FeedOptions.Section);
        builder.AddValidatedOptions<RetentionOptions>(RetentionOptions.Section);
        builder.AddDatabase<IngestDatabase>();
        builder.Services
            .AddSingleton<ArticleCleaner>()
            .AddSingleton<ArticlePreparer>()
            .AddSingleton<ArticleStore>()
            .AddSingleton<ArticleReader>()
            .AddSingleton<ArticleStories>()
            .AddSingleton<OutboxStore>()
            .AddSingleton<RebuildStore>()
            .AddSingleton<IndexedLedger>()
            .AddSingleton<BrokerWatch>()
            .AddSingleton<OutboxSignal>()
            .AddSingleton<IntakeGate>()
            .AddSingleton<BulkSubmission>()
            .AddSingleton<SubmissionWriter>()
            .AddHostedService(services => services.GetRequiredService<SubmissionWriter>())
            .AddHostedService<OutboxDispatcher>()
            .AddHostedService<LedgerWatch>()
            .AddSingleton<Retention>()
            .AddHostedService<Housekeeping>()
            .AddSingleton<FeedStore>()
            .AddSingleton<AddressGuard>()
            .AddSingleton<WebFetcher>()
            .AddSingleton<RobotsCache>()
            .AddSingleton<PoliteFetcher>()
            .AddSingleton<FeedFetcher>()
            .AddSingleton<FeedReader>()
            .AddHostedService<FeedPoller>();
    }

    /// <summary>Adds the consumers that close the ledger and follow the stories.</summary>
    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<RecordIndexedConsumer, RecordIndexedConsumerDefinition>();
        bus.AddConsumer<FollowStoriesConsumer, FollowStoriesConsumerDefinition>();
        bus.AddConsumer<RecordFailureConsumer>();
    }

    /// <summary>Maps the gRPC service. What would be refused anyway is refused before it is read.</summary>
    public static void MapIngest(this WebApplication app)
    {
        app.RefuseUnread($"/{IngestService.Descriptor.FullName}/{nameof(IngestGrpcService.SubmitArticle)}", app.Services.GetRequiredService<IntakeGate>().Refusal);
        app.MapGrpcService<IngestGrpcService>();
    }
}
