using Grpc.AspNetCore.Server.Model;
using MassTransit;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;
using OnRecord.Language;

namespace OnRecord.Search;

/// <summary>Composes the search service.</summary>
public static class SearchSetup
{
    /// <summary>Adds options, store, grouping, index, cache, heat and watch.</summary>
    public static void AddSearch(this IHostApplicationBuilder builder)
    {
        builder.AddValidatedOptions<SearchOptions>(SearchOptions.Section);
        builder.AddValidatedOptions<GroupOptions>(GroupOptions.Section);
        builder.AddValidatedOptions<CacheOptions>(CacheOptions.Section);
        builder.AddDatabase<SearchDatabase>();
        LanguageOptions.Load(builder.Configuration, LanguagePack.Use);
        var services = builder.Services;
        services.AddSingleton<ArticleStore>().AddSingleton<TermsInWork>().AddSingleton<ArticleIndexer>().AddSingleton<Announcer>();
        services.AddSingleton<GroupStore>().AddSingleton<StoryAssigner>();
        services.AddSingleton<StoryStore>().AddSingleton<SearchStore>().AddSingleton<UpdateLog>();
        services.AddSingleton<TermTableCache>().AddSingleton<ArticleSearch>().AddSingleton<SpellingCorrector>().AddSingleton<Suggester>()
            .AddSingleton<SearchRevisions>();
        services.AddSingleton<HotStories>().AddHostedService<FlushLookupsService>();
        services.AddSingleton<StoryCache>().AddSingleton<StoryLookup>().AddSingleton<SearchApi>();
        services.AddSingleton<IServiceMethodProvider<StoryLookup>, StoryLookupMethods>();
        services.AddSingleton<UpdateReader>().AddSingleton<StoryWatch>();
        services.AddSingleton<TailUpdatesService>().AddHostedService(provider => provider.GetRequiredService<TailUpdatesService>());
        AddCache(builder);
    }

    /// <summary>Adds the consumers.</summary>
    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<IndexArticlesConsumer, IndexArticlesConsumerDefinition>();
        bus.AddConsumer<GroupStoriesConsumer, GroupStoriesConsumerDefinition>();
        bus.AddConsumer<LogUpdatesConsumer>();
        bus.AddConsumer<RefreshStoriesConsumer, RefreshStoriesConsumerDefinition>();
    }

    /// <summary>Maps the gRPC service. GetStory over gRPC has an endpoint of its own, which goes first.</summary>
    public static void MapSearch(this WebApplication app)
    {
        app.UseServerSentEvents();
        app.MapGrpcService<StoryLookup>();
        app.MapGrpcService<SearchApi>().Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder route && route.RoutePattern.RawText == $"/{SearchService.Descriptor.FullName}/{nameof(StoryLookup.GetStory)}")
            {
                route.Order = 1;
            }
        });
    }

    private static void AddCache(IHostApplicationBuilder builder)
    {
        var redis = builder.Configuration[$"{CacheOptions.Section}:{nameof(CacheOptions.Redis)}"] ?? "";
        if (redis.Length == 0)
        {
            builder.Services.AddSingleton<IHeatRanking, MemoryHeatRanking>();
        }
        else
        {
            builder.Services.AddSingleton(provider => new RedisGate(
                redis, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RedisGate>>()));
            builder.Services.AddSingleton<IHeatRanking, RedisHeatRanking>();
            builder.Services.AddSingleton<IDistributedCache, RedisStoryCache>();
        }

        builder.Services.AddHybridCache().AddSerializer<CachedStory, CachedStorySerializer>();
    }
}
