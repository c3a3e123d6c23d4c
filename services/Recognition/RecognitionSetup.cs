using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OnRecord.Defaults;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>What a service calls that recognises entities.</summary>
public static class RecognitionSetup
{
    /// <summary>Adds the <see cref="EntityRecognizer"/>; its models and knowledge base are loaded when it is first asked for, once per process.</summary>
    /// <exception cref="OptionsValidationException">A file of the language is missing or damaged; the message names the key and the file.</exception>
    public static void AddRecognition(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        LanguageOptions.Load(builder.Configuration, LanguagePack.Use);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RecognitionOptions>, KnowledgeCheck>());
        services.AddOptions<RecognitionOptions>().BindConfiguration(RecognitionOptions.Section).ValidateOnStart();
        services.TryAddSingleton(_ => LanguageEngine.Default);
        services.TryAddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<RecognitionOptions>>().Value;
            return new KnowledgeBase(ShippedKnowledge.Open(options.KnowledgeBase), KnowledgeOverrides.Read(options.KnowledgeOverrides));
        });
        services.TryAddSingleton<AnalysisThreads>();
        services.AddHostedService<KnowledgeReload>();
        services.TryAddSingleton<EntityLinker>();
        services.TryAddSingleton<EntityRecognizer>();
        services.TryAddSingleton(provider => new Lazy<EntityRecognizer>(provider.GetRequiredService<EntityRecognizer>));
    }
}
