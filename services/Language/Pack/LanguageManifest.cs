using System.Text.Json;
using System.Text.Json.Serialization;

namespace OnRecord.Language;

/// <summary>The file <c>manifest.json</c> of a language.</summary>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Words">The concepts that have a list, each with the kinds of its words: "negations": "adverb, determiner". Lists have no hash: a word is one line in one file.</param>
/// <param name="Lexicons">The lexicons, each with its columns, and with the values of a column where those are few: "label: SAY|DENIES".</param>
/// <param name="Models">In the order in which they are retrained: a later one may read an earlier one.</param>
public sealed record LanguageManifest(
    string Language, IReadOnlyDictionary<string, string> Words, IReadOnlyDictionary<string, string> Lexicons, IReadOnlyList<ModelEntry> Models)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="InvalidDataException">It is no manifest.</exception>
    internal static LanguageManifest Read(Stream stream, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<LanguageManifest>(stream, Options) is { Language.Length: > 0, Words: not null, Lexicons: not null, Models: not null } manifest
                ? manifest
                : throw new InvalidDataException($"{path}: must give a language, its words, lexicons and models.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>What a cell of <see cref="Words"/> or <see cref="Lexicons"/> names.</summary>
    internal static string[] Names(string cell) => cell.Split(", ", StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first thing that another language has and this one lacks; null when it has all that code asks for.</summary>
    /// <param name="other">The language that code is written after.</param>
    internal string? LacksOf(LanguageManifest other) =>
        other.Words.Keys.Where(concept => !Words.ContainsKey(concept)).Select(concept => $"no words \"{concept}\"")
            .Concat(other.Words.SelectMany(list => Names(list.Value).Except(Names(Words.GetValueOrDefault(list.Key, ""))).Select(kind => $"words \"{list.Key}\" have no kind \"{kind}\"")))
            .Concat(other.Lexicons.Where(lexicon => Lexicons.GetValueOrDefault(lexicon.Key) != lexicon.Value).Select(lexicon => $"no lexicon \"{lexicon.Key}\" with the columns {lexicon.Value}"))
            .Concat(other.Models.Select(model => model.Name).Except(Models.Select(model => model.Name)).Select(name => $"no model \"{name}\""))
            .FirstOrDefault();
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
