using MassTransit;
using OnRecord.Defaults;

namespace OnRecord.Entities;

/// <summary>What a host of the entity service calls.</summary>
public static class EntitySetup
{
    /// <summary>Adds the service: options, recognition, stores.</summary>
    public static void AddEntity(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<EntityOptions>(EntityOptions.Section);
        builder.AddDatabase<EntityDatabase>();
        builder.AddRecognition();
        builder.Services
            .AddSingleton<AnalysisGate>()
            .AddSingleton<MentionWriter>()
            .AddSingleton<CorrectionWriter>()
            .AddSingleton<EntityReader>()
            .AddSingleton<MentionReader>()
            .AddSingleton<EntityRevisions>()
            .AddHostedService<KnowledgeWarmUp>();
    }

    /// <summary>Adds the consumers.</summary>
    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<RecognizeEntitiesConsumer, RecognizeEntitiesConsumerDefinition>();
        bus.AddConsumer<RetractEntitiesConsumer, RetractEntitiesConsumerDefinition>();
    }

    /// <summary>Maps the gRPC service.</summary>
    public static void MapEntity(this WebApplication app) => app.MapGrpcService<EntityGrpcService>();
}
