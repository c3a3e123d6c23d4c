using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Google.Protobuf;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Cli.Submit;

/// <summary>Reads articles from files, folders and standard input, one at a time: a file may hold millions.</summary>
/// <param name="defaults">Fields for articles that do not bring their own.</param>
/// <param name="format">How to read standard input and files with another ending; guessed when null.</param>
internal sealed class ArticleReader(ArticleDefaults defaults, InputFormat? format)
{
    private const string StandardInput = "-";
    private const string NotUtf8 = "is not UTF-8 text";

    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads what the paths name; a folder stands for the articles below it. A bad article is an item with a fault.</summary>
    public async IAsyncEnumerable<OutgoingArticle> ReadAsync(
        IReadOnlyList<string> paths, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var path in paths.SelectMany(Expand))
        {
            var name = path == StandardInput ? "stdin" : path;
            var content = PipeReader.Create(Open(path));
            var known = FormatOf(path) ?? format ?? await GuessAsync(name, content, cancellation);
            if (known == InputFormat.Jsonl)
            {
                await foreach (var article in ReadLinesAsync(name, content.AsStream(), cancellation))
                {
                    yield return article;
                }
            }
            else
            {
                yield return await ReadWholeAsync(name, content.AsStream(), known, cancellation);
            }
        }
    }

    /// <summary>How many articles the paths hold; null when standard input is among them. Reads every JSONL file once.</summary>
    public static long? Count(IReadOnlyList<string> paths)
    {
        if (paths.Contains(StandardInput))
        {
            return null;
        }

        var count = 0L;
        foreach (var path in paths.SelectMany(Expand))
        {
            if (FormatOf(path) == InputFormat.Jsonl)
            {
                count += Lines(path);
            }
            else
            {
                count++;
            }
        }

        return count;
    }

    private static long Lines(string path)
    {
        try
        {
            var count = 0L;
            using var lines = new StreamReader(Open(path));
            while (lines.ReadLine() is { } line)
            {
                count += string.IsNullOrWhiteSpace(line) ? 0 : 1;
            }

            return count;
        }
        catch (InvalidDataException)
        {
            throw new UserException($"{path} is no gzip file, or a damaged one.", ExitCode.Failed);
        }
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (path == StandardInput || File.Exists(path))
        {
            return [path];
        }

        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => FormatOf(file) is not null).Order(StringComparer.Ordinal)
            : throw new UserException($"There is no file or folder \"{path}\".", ExitCode.NotFound);
    }

    private static InputFormat? FormatOf(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToUpperInvariant() switch
        {
            ".JSONL" or ".NDJSON" => InputFormat.Jsonl,
            ".HTML" or ".HTM" => InputFormat.Html,
            ".TXT" => InputFormat.Text,
            _ => null,
        };
    }

    private static Stream Open(string path)
    {
        var raw = path == StandardInput ? Console.OpenStandardInput() : File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    }

    // By the first letter, which stays to be read.
    private static async Task<InputFormat> GuessAsync(string name, PipeReader content, CancellationToken cancellation)
    {
        var start = (await content.ReadAsync(cancellation)).Buffer;
        var text = Encoding.UTF8.GetString(start.FirstSpan).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        content.AdvanceTo(start.Start);
        if (text.StartsWith('[') && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new UserException($"{name}: JSON is read as one object a line. jq -c '.[]' makes that of an array.");
        }

        return text.StartsWith('{') ? InputFormat.Jsonl : text.StartsWith('<') ? InputFormat.Html : InputFormat.Text;
    }

    private async IAsyncEnumerable<OutgoingArticle> ReadLinesAsync(
        string name, Stream content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var lines = new StreamReader(content, Encoding.UTF8);
        for (var number = 1; await lines.ReadLineAsync(cancellation) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                var source = $"{name}:{number}";
                // What the decoder puts in place of bytes that are no UTF-8.
                yield return line.Contains('\uFFFD') ? new OutgoingArticle(source, null, NotUtf8) : JsonArticle.Read(source, line, defaults);
            }
        }
    }

    private async Task<OutgoingArticle> ReadWholeAsync(string name, Stream content, InputFormat known, CancellationToken cancellation)
    {
        using var memory = new MemoryStream();
        await content.CopyToAsync(memory, cancellation);
        var bytes = memory.ToArray();
        var article = new ArticleInput();
        if (known == InputFormat.Html)
        {
            // As bytes: the page itself says in which encoding it is written.
            article.Html = ByteString.CopyFrom(bytes);
        }
        else
        {
            try
            {
                article.Text = StrictUtf8.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                return new OutgoingArticle(name, null, NotUtf8);
            }
        }

        defaults.Fill(article);
        return new OutgoingArticle(name, article);
    }
}
