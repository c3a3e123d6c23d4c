using System.Security.Cryptography;
using System.Text;
using OnRecord.Language.Models;

namespace OnRecord.Language;

/// <summary>
/// All that is known about one language: its words, lexicons and models, out of one folder (<c>languages/en</c>). Everything is checked when the
/// pack is loaded, models that are built in when they are opened; code asks for concepts, never for words. Immutable and thread-safe.
/// </summary>
public sealed class LanguagePack
{
    private const string Manifest = "manifest.json";

    private static readonly Lock Gate = new();
    private static string _folder = "";
    private static LanguagePack? _shared;

    private readonly LanguageFiles _files;
    private readonly Dictionary<string, WordSet> _words = new(StringComparer.Ordinal);

    private LanguagePack(LanguageFiles files)
    {
        _files = files;
        using var manifest = files.Open(Manifest);
        (Code, Models) = LanguageManifest.Read(manifest, $"{files.Place}/{Manifest}");
        var paths = files.Paths;
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var model in Models)
        {
            if (!paths.Contains($"models/{model.Card}"))
            {
                throw new InvalidDataException($"{files.Place}/models/{model.Card}: the card of {model.Name} is missing.");
            }

            if (!files.AreBuiltIn)
            {
                Check(model);
            }

            all.AppendData(Encoding.UTF8.GetBytes(model.Sha256));
        }

        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            if (path.EndsWith(".model", StringComparison.Ordinal))
            {
                if (Models.All(model => model.Path != path))
                {
                    throw new InvalidDataException($"{files.Place}/{path}: the model is not in {Manifest}.");
                }
            }
            else if (path.EndsWith(".tsv", StringComparison.Ordinal))
            {
                var bytes = Bytes(path);
                all.AppendData(Encoding.UTF8.GetBytes(path));
                all.AppendData(bytes);
                if (path.StartsWith("words/", StringComparison.Ordinal))
                {
                    _words[path["words/".Length..^".tsv".Length]] = WordSet.Read(new StreamReader(new MemoryStream(bytes)), $"{files.Place}/{path}");
                }
            }
        }

        Fingerprint = $"{Code}-{Convert.ToHexStringLower(all.GetHashAndReset())[..12]}";
    }

    /// <summary>The pack of this process: English as shipped, or the folder that <see cref="UseFolder"/> names. Loaded and checked when first asked for.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged; the message names it.</exception>
    public static LanguagePack Default
    {
        get
        {
            lock (Gate)
            {
                return _shared ??= _folder.Length > 0 ? Load(_folder) : new LanguagePack(new LanguageFiles.Shipped("en"));
            }
        }
    }

    /// <summary>ISO 639-1 code.</summary>
    public string Code { get; }

    /// <summary>Changes with every word and every model: the model version of events and answers.</summary>
    public string Fingerprint { get; }

    /// <summary>The models, in the order in which they are retrained.</summary>
    public IReadOnlyList<ModelEntry> Models { get; }

    /// <summary>The concepts that have a list.</summary>
    public IReadOnlyCollection<string> Concepts => _words.Keys;

    /// <summary>Loads and checks a language.</summary>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged; the message names it.</exception>
    public static LanguagePack Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new LanguagePack(new LanguageFiles.OfFolder(folder));
    }

    /// <summary>Loads a language from elsewhere.</summary>
    internal static LanguagePack Load(LanguageFiles files) => new(files);

    /// <summary>Makes a folder the language of this process. To be called before anything is analysed.</summary>
    /// <param name="folder">The folder; empty for the language that ships with the library.</param>
    /// <exception cref="InvalidOperationException">Another language is in use already.</exception>
    public static void UseFolder(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        lock (Gate)
        {
            if (folder != _folder && _shared is not null)
            {
                throw new InvalidOperationException($"The language of this process is {_shared._files.Place} already.");
            }

            _folder = folder;
        }
    }

    /// <summary>Makes a folder the language of this process, as <see cref="UseFolder"/> does, and loads it.</summary>
    /// <param name="folder">The folder; empty for the language that ships with the library.</param>
    /// <returns>The code of the language.</returns>
    /// <exception cref="InvalidDataException">A file is missing or damaged; the message names it.</exception>
    public static string Use(string folder)
    {
        UseFolder(folder);
        return Default.Code;
    }

    /// <summary>The words of a concept.</summary>
    /// <param name="concept">Its name: that of the file without ending, for instance "speech-verbs".</param>
    /// <exception cref="InvalidDataException">The language has no such list.</exception>
    public WordSet Words(string concept) =>
        _words.TryGetValue(concept, out var words) ? words : throw new InvalidDataException($"{_files.Place}/words/{concept}.tsv: the file is missing.");

    /// <summary>The words of one kind of a concept.</summary>
    /// <param name="concept">Its name.</param>
    /// <param name="kind">What stands in the column "kind", alone or among others.</param>
    /// <exception cref="InvalidDataException">The language has no such list, or no word of it is of that kind.</exception>
    public WordSet Words(string concept, string kind) => Words(concept).Of(kind) is { Entries.Count: > 0 } words
        ? words
        : throw new InvalidDataException($"{_files.Place}/words/{concept}.tsv: no word has the kind \"{kind}\".");

    /// <summary>The lines of a lexicon, without comments, cut at tabs.</summary>
    /// <param name="name">The file under lexicons/, for instance "cues.tsv".</param>
    /// <exception cref="InvalidDataException">The language has no such lexicon.</exception>
    public IReadOnlyList<string[]> Lexicon(string name)
    {
        using var reader = new StreamReader(_files.Open($"lexicons/{name}"));
        var rows = new List<string[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                rows.Add(line.Split('\t'));
            }
        }

        return rows;
    }

    /// <summary>Opens a model.</summary>
    /// <param name="name">Its name, without ending.</param>
    /// <exception cref="InvalidDataException">The manifest does not name it, or the file is damaged.</exception>
    internal ModelFile Model(string name)
    {
        var entry = Models.FirstOrDefault(model => model.Name == name)
            ?? throw new InvalidDataException($"{_files.Place}/{Manifest}: no model \"{name}\".");
        if (_files.AreBuiltIn)
        {
            Check(entry);
        }

        using var stream = _files.Open(entry.Path);
        return ModelFile.Read(stream);
    }

    private void Check(ModelEntry model)
    {
        using var stream = _files.Open(model.Path);
        var found = Convert.ToHexStringLower(SHA256.HashData(stream));
        if (found != model.Sha256)
        {
            throw new InvalidDataException($"{_files.Place}/{model.Path}: SHA-256 is {found}; {Manifest} says {model.Sha256}.");
        }
    }

    private byte[] Bytes(string path)
    {
        using var stream = _files.Open(path);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
