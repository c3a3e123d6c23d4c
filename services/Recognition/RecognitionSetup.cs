using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>Settings of the recognition; of the section of the entity service, which owns the knowledge base.</summary>
public sealed class RecognitionOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Entity";

    /// <summary>JSON Lines file with entries of the platform's own for the knowledge base; empty for none.</summary>
    public string KnowledgeOverrides { get; init; } = "";
}

/// <summary>What a service calls that recognises entities.</summary>
public static class RecognitionSetup
{
    /// <summary>Adds the <see cref="EntityRecognizer"/>; its models and knowledge base are loaded when it is first asked for, once per process.</summary>
    public static void AddRecognition(this IServiceCollection services)
    {
        services.AddOptions<RecognitionOptions>().BindConfiguration(RecognitionOptions.Section);
        services.TryAddSingleton(_ => LanguageEngine.Default);
        services.TryAddSingleton(provider => KnowledgeBase.LoadShipped(
            KnowledgeOverrides.Read(provider.GetRequiredService<IOptions<RecognitionOptions>>().Value.KnowledgeOverrides)));
        services.TryAddSingleton<EntityLinker>();
        services.TryAddSingleton<EntityRecognizer>();
        services.TryAddSingleton(provider => new Lazy<EntityRecognizer>(provider.GetRequiredService<EntityRecognizer>));
    }
}
