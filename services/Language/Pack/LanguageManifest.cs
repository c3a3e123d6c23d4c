using System.Text.Json;
using System.Text.Json.Serialization;

namespace OnRecord.Language;

/// <summary>The file <c>manifest.json</c> of a language.</summary>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Models">In the order in which they are retrained: a later one may read an earlier one.</param>
public sealed record LanguageManifest(string Language, IReadOnlyList<ModelEntry> Models)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="InvalidDataException">It is no manifest.</exception>
    internal static LanguageManifest Read(Stream stream, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<LanguageManifest>(stream, Options) is { Language.Length: > 0, Models: not null } manifest
                ? manifest
                : throw new InvalidDataException($"{path}: must give a language and its models.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }
}

/// <summary>A model of a language: <c>models/NAME.model</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sha256">Hash of the file, lower-case hexadecimal.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Data">What it learned from and under which licence.</param>
/// <param name="Command">The command of tools/Trainer that makes it.</param>
/// <param name="Card">The card, beside the model.</param>
public sealed record ModelEntry(string Name, string Sha256, long Bytes, string Data, string Command, string Card)
{
    /// <summary>Path inside the language.</summary>
    public string Path => $"models/{Name}.model";
}
