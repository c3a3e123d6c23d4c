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
    private readonly LanguageManifest _manifest;
    private readonly Dictionary<string, WordSet> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string[]>> _lexicons = new(StringComparer.Ordinal);

    private LanguagePack(LanguageFiles files)
    {
        _files = files;
        using var manifest = files.Open(Manifest);
        _manifest = LanguageManifest.Read(manifest, $"{files.Place}/{Manifest}");
        RefuseStrays();
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var model in Models)
        {
            Check(model, withHash: !files.AreBuiltIn);
            all.AppendData(Encoding.UTF8.GetBytes(model.Sha256));
        }

        foreach (var (lexicon, columns) in _manifest.Lexicons.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            _lexicons[lexicon] = ReadLexicon(lexicon, columns, Take(LexiconPath(lexicon)));
        }

        foreach (var (concept, kinds) in _manifest.Words.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            _words[concept] = WordSet.Read(Take(WordsPath(concept)), $"{files.Place}/{WordsPath(concept)}", LanguageManifest.Names(kinds));
        }

        Fingerprint = $"{Code}-{Convert.ToHexStringLower(all.GetHashAndReset())[..12]}";

        StreamReader Take(string path)
        {
            using var stream = _files.Open(path);
            var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            all.AppendData(Encoding.UTF8.GetBytes(path));
            all.AppendData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
            bytes.Position = 0;
            return new StreamReader(bytes);
        }
    }

    /// <summary>The pack of this process: English as shipped, or the folder that <see cref="UseFolder"/> names. Loaded and checked when first asked for.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged; the message names it.</exception>
    public static LanguagePack Default
    {
        get
        {
            lock (Gate)
            {
                return _shared ??= _folder.Length > 0 ? LoadWhole(_folder) : new LanguagePack(new LanguageFiles.Shipped("en"));
            }
        }
    }

    /// <summary>ISO 639-1 code.</summary>
    public string Code => _manifest.Language;

    /// <summary>Changes with every word and every model: the model version of events and answers.</summary>
    public string Fingerprint { get; }

    /// <summary>The models, in the order in which they are retrained.</summary>
    public IReadOnlyList<ModelEntry> Models => _manifest.Models;

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

    /// <summary>The words of one kind of a concept; a language may have none.</summary>
    /// <param name="concept">Its name.</param>
    /// <param name="kind">What stands in the column "kind", alone or among others.</param>
    /// <exception cref="InvalidDataException">The language has no such list, or the manifest names no such kind of it.</exception>
    public WordSet Words(string concept, string kind) =>
        LanguageManifest.Names(_manifest.Words.GetValueOrDefault(concept, kind)).Contains(kind)
            ? Words(concept).Of(kind)
            : throw new InvalidDataException($"{_files.Place}/{Manifest}: words \"{concept}\" have no kind \"{kind}\".");

    /// <summary>The lines of a lexicon, without comments, cut at tabs into as many cells as it has columns.</summary>
    /// <param name="name">Its name: that of the file without ending, for instance "cues".</param>
    /// <exception cref="InvalidDataException">The language has no such lexicon.</exception>
    public IReadOnlyList<string[]> Lexicon(string name) =>
        _lexicons.TryGetValue(name, out var rows) ? rows : throw new InvalidDataException($"{_files.Place}/{LexiconPath(name)}: the file is missing.");

    /// <summary>Opens a model.</summary>
    /// <param name="name">Its name, without ending.</param>
    /// <exception cref="InvalidDataException">The manifest does not name it, or the file is damaged.</exception>
    internal ModelFile Model(string name)
    {
        var entry = Models.FirstOrDefault(model => model.Name == name)
            ?? throw new InvalidDataException($"{_files.Place}/{Manifest}: no model \"{name}\".");
        if (_files.AreBuiltIn)
        {
            Check(entry, withHash: true);
        }

        using var stream = _files.Open(entry.Path);
        return ModelFile.Read(stream);
    }

    /// <summary>A folder that is to be the language of a process has all that code asks for: what the shipped language has.</summary>
    internal static LanguagePack LoadWhole(string folder)
    {
        var pack = Load(folder);
        var shipped = new LanguageFiles.Shipped("en");
        using var manifest = shipped.Open(Manifest);
        return pack._manifest.LacksOf(LanguageManifest.Read(manifest, shipped.Place)) is { } what
            ? throw new InvalidDataException($"{pack._files.Place}/{Manifest}: {what}.")
            : pack;
    }

    private static string WordsPath(string concept) => $"words/{concept}.tsv";

    private static string LexiconPath(string lexicon) => $"lexicons/{lexicon}.tsv";

    private void RefuseStrays()
    {
        var known = _manifest.Words.Keys.Select(WordsPath).Concat(_manifest.Lexicons.Keys.Select(LexiconPath)).Concat(Models.Select(model => model.Path)).ToHashSet(StringComparer.Ordinal);
        var stray = _files.Paths.Order(StringComparer.Ordinal)
            .FirstOrDefault(path => Path.GetExtension(path) is ".tsv" or ".model" && !known.Contains(path));
        if (stray is not null)
        {
            throw new InvalidDataException($"{_files.Place}/{stray}: the file is not in {Manifest}.");
        }
    }

    private string[][] ReadLexicon(string lexicon, string columns, StreamReader reader)
    {
        var file = TabFile.Read(reader, $"{_files.Place}/{LexiconPath(lexicon)}");
        var asked = LanguageManifest.Names(columns).Select(column => column.Split(": ")).ToArray();
        var named = asked.Select(column => column[0]).ToArray();
        if (!file.Columns.SequenceEqual(named))
        {
            throw new InvalidDataException($"{file.Path}: the columns are {string.Join(", ", file.Columns)}; {Manifest} says {string.Join(", ", named)}.");
        }

        for (var column = 0; column < asked.Length; column++)
        {
            var allowed = asked[column] is [_, var values] ? values.Split('|') : null;
            foreach (var (number, cells) in allowed is null ? [] : file.Lines)
            {
                if (Array.Find(cells[column].Split(' ', StringSplitOptions.RemoveEmptyEntries), value => !allowed!.Contains(value)) is { } unknown)
                {
                    throw file.Fault(number, $"unknown {named[column]} \"{unknown}\"");
                }
            }
        }

        // A verb and a noun that are written alike are two entries.
        var part = Array.IndexOf(named, "part");
        file.RefuseDoubles(cells => part < 0 ? cells[0] : $"{cells[0]}\t{cells[part]}");
        return [.. file.Lines.Select(line => line.Cells)];
    }

    private void Check(ModelEntry model, bool withHash)
    {
        if (!_files.Paths.Contains($"models/{model.Card}"))
        {
            throw new InvalidDataException($"{_files.Place}/models/{model.Card}: the card of {model.Name} is missing.");
        }

        using var stream = _files.Open(model.Path);
        if (stream.Length != model.Bytes)
        {
            throw new InvalidDataException($"{_files.Place}/{model.Path}: {stream.Length} bytes; {Manifest} says {model.Bytes}.");
        }

        var found = withHash ? Convert.ToHexStringLower(SHA256.HashData(stream)) : model.Sha256;
        if (found != model.Sha256)
        {
            throw new InvalidDataException($"{_files.Place}/{model.Path}: SHA-256 is {found}; {Manifest} says {model.Sha256}.");
        }
    }
}
