using MassTransit;
using Microsoft.AspNetCore.Builder;
using OnRecord.Defaults;
using OnRecord.Entities;

namespace OnRecord.Stances;

/// <summary>What a host needs to run stance: its services, its consumers, its API.</summary>
public static class StanceSetup
{
    /// <summary>Adds options, database and services.</summary>
    public static void AddStance(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<StanceOptions>(StanceOptions.Section);
        builder.AddDatabase<StanceDatabase>();
        // AnalyzeText names entities as the entity service does.
        builder.AddRecognition();
        builder.Services
            .AddSingleton<ArticleAnalyzer>()
            .AddSingleton<ArticleStore>()
            .AddSingleton<StoryStore>()
            .AddSingleton<BoardStore>()
            .AddSingleton<BoardUpdater>()
            .AddSingleton<PositionQueries>()
            .AddSingleton<PortrayalQueries>()
            .AddSingleton<StanceRevisions>()
            .AddSingleton<ArticleSearch>()
            .AddSingleton<ClaimChecker>();
    }

    /// <summary>Adds the consumers.</summary>
    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<DetectPositionsConsumer, DetectPositionsConsumerDefinition>();
        bus.AddConsumer<RetractPositionsConsumer>();
        bus.AddConsumer<RegroupClaimsConsumer, RegroupClaimsConsumerDefinition>();
    }

    /// <summary>Maps the gRPC service.</summary>
    public static void MapStance(this WebApplication app) => app.MapGrpcService<StanceReaderService>();
}
