using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace OnRecord.Language.Names;

/// <summary>
/// The weights of the name tagger: for each hashed feature sixteen signed bytes, one for each name tag, times one scale; and the scores
/// of tag pairs.
/// </summary>
internal sealed class NameModel
{
    private const uint Magic = 0x314D524E;   // "NRM1"

    private readonly sbyte[] _weights;
    private readonly float _scale;

    private NameModel(sbyte[] weights, float scale, float[] transitions, string version) =>
        (_weights, _scale, Chain, Version) = (weights, scale, new NameChain(transitions), version);

    /// <summary>The chain over tags.</summary>
    public NameChain Chain { get; }

    /// <summary>Changes with each training.</summary>
    public string Version { get; }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static NameModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("Not a file of name weights.");
        }

        var version = reader.ReadString();
        var scale = reader.ReadSingle();
        var transitions = new float[NameTag.Count * NameTag.Count];
        stream.ReadExactly(MemoryMarshal.AsBytes(transitions.AsSpan()));
        var rows = reader.ReadInt32();
        // Empty rows are left out; one vector of room behind the last row is not needed as rows are whole vectors.
        var present = new byte[rows / 8];
        stream.ReadExactly(present);
        var weights = new sbyte[rows * NameTag.Names];
        for (var row = 0; row < rows; row++)
        {
            if ((present[row >> 3] >> (row & 7) & 1) != 0)
            {
                stream.ReadExactly(MemoryMarshal.AsBytes(weights.AsSpan(row * NameTag.Names, NameTag.Names)));
            }
        }

        return new NameModel(weights, scale, transitions, version);
    }

    /// <summary>Writes a model with its weights rounded to bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="version">Name of the training.</param>
    /// <param name="weights">Sixteen weights for each of 2^<see cref="NameFeatures.Bits"/> features.</param>
    /// <param name="transitions">Scores of tag pairs, see <see cref="NameChain"/>.</param>
    public static void Write(Stream stream, string version, ReadOnlySpan<float> weights, ReadOnlySpan<float> transitions)
    {
        var most = 0f;
        foreach (var weight in weights)
        {
            most = Math.Max(most, Math.Abs(weight));
        }

        var scale = most / sbyte.MaxValue;
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(version);
        writer.Write(scale);
        writer.Write(MemoryMarshal.AsBytes(transitions));
        var rows = weights.Length / NameTag.Names;
        writer.Write(rows);
        var present = new byte[rows / 8];
        var bytes = new List<sbyte>();
        Span<sbyte> rounded = stackalloc sbyte[NameTag.Names];
        for (var row = 0; row < rows; row++)
        {
            for (var tag = 0; tag < NameTag.Names; tag++)
            {
                rounded[tag] = (sbyte)Math.Clamp(MathF.Round(weights[(row * NameTag.Names) + tag] / scale), -127, 127);
            }

            if (rounded.ContainsAnyExcept((sbyte)0))
            {
                present[row >> 3] |= (byte)(1 << (row & 7));
                bytes.AddRange(rounded);
            }
        }

        writer.Write(present);
        writer.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(bytes)));
    }

    /// <summary>Adds up the weights of features and adds them to sixteen scores.</summary>
    public void AddScores(ReadOnlySpan<int> features, Span<float> scores)
    {
        var rows = MemoryMarshal.Cast<sbyte, Vector128<sbyte>>(_weights.AsSpan());
        var sum = Vector256<short>.Zero;   // fewer than 256 features of at most 127 each stay within 16 bits
        foreach (var feature in features)
        {
            sum += Vector256.WidenLower(rows[feature].ToVector256());
        }

        var (low, high) = Vector256.Widen(sum);
        var scale = Vector256.Create(_scale);
        ((Vector256.ConvertToSingle(low) * scale) + Vector256.Create<float>(scores)).CopyTo(scores);
        ((Vector256.ConvertToSingle(high) * scale) + Vector256.Create<float>(scores[8..])).CopyTo(scores[8..]);
    }
}
