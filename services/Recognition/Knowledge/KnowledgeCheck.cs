using Microsoft.Extensions.Options;
using OnRecord.Entities.Index;

namespace OnRecord.Entities;

/// <summary>Refuses a knowledge base or overrides that cannot be read at start, not when the first article comes.</summary>
internal sealed class KnowledgeCheck : IValidateOptions<RecognitionOptions>
{
    public ValidateOptionsResult Validate(string? name, RecognitionOptions options)
    {
        string[] faults =
        [
            .. Faults(nameof(options.KnowledgeBase), options.KnowledgeBase, path => KnowledgeIndex.Open(path).Dispose()),
            .. Faults(nameof(options.KnowledgeOverrides), options.KnowledgeOverrides, path => KnowledgeOverrides.Read(path)),
        ];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string[] Faults(string key, string path, Action<string> read)
    {
        if (path.Length == 0)
        {
            return [];
        }

        try
        {
            read(path);
            return [];
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return [$"{RecognitionOptions.Section}:{key}: {fault.Message} Name another file, or leave the key out."];
        }
    }
}
