using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OnRecord.Language.Models;

/// <summary>
/// A trained model as it lies on disk: named sections of bytes, one Brotli stream. Matrices are stored as 16-bit floats or, row by row,
/// as 8-bit integers with one scale per row.
/// </summary>
internal sealed class ModelFile
{
    private const uint Magic = 0x4D524E4F; // "ONRM"
    private readonly Dictionary<string, byte[]> _sections = new(StringComparer.Ordinal);

    private const string Data = "data";

    /// <summary>Opens a model of the language in use.</summary>
    /// <param name="name">File name under models/, for instance "syntax.model".</param>
    /// <exception cref="InvalidDataException">The language has no such model.</exception>
    public static ModelFile OpenEmbedded(string name) => LanguagePack.Default.Model(Path.GetFileNameWithoutExtension(name));

    /// <summary>A model that is written and read as one stream.</summary>
    /// <param name="write">Writes it.</param>
    public static ModelFile Of(Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        write(bytes);
        var file = new ModelFile();
        file._sections[Data] = bytes.ToArray();
        return file;
    }

    /// <summary>What <see cref="Of"/> was given.</summary>
    public Stream Stream() => new MemoryStream(Section(Data), writable: false);

    /// <exception cref="InvalidDataException">The stream holds no model of this format.</exception>
    public static ModelFile Read(Stream stream)
    {
        using var reader = new BinaryReader(new BufferedStream(new BrotliStream(stream, CompressionMode.Decompress), 1 << 16));
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("Not a model file.");
        }

        var file = new ModelFile();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var name = reader.ReadString();
            file._sections[name] = reader.ReadBytes(reader.ReadInt32());
        }

        return file;
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static ModelFile Load(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    public void Save(string path)
    {
        using var writer = new BinaryWriter(new BrotliStream(File.Create(path), CompressionLevel.SmallestSize));
        writer.Write(Magic);
        writer.Write(_sections.Count);
        foreach (var (name, bytes) in _sections)
        {
            writer.Write(name);
            writer.Write(bytes.Length);
            writer.Write(bytes);
        }
    }

    public string[] Strings(string name) => System.Text.Encoding.UTF8.GetString(Section(name)).Split('\n');

    public void AddStrings(string name, IEnumerable<string> values) =>
        _sections[name] = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', values));

    /// <summary>A matrix or vector of floats, stored with 16 bits each.</summary>
    public float[] Floats(string name)
    {
        var halves = MemoryMarshal.Cast<byte, Half>(Section(name));
        var values = new float[halves.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)halves[i];
        }

        return values;
    }

    public void AddFloats(string name, ReadOnlySpan<float> values)
    {
        var halves = new Half[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            halves[i] = (Half)values[i];
        }

        _sections[name] = MemoryMarshal.AsBytes(halves.AsSpan()).ToArray();
    }

    public QuantizedRows Rows(string name)
    {
        var bytes = Section(name);
        var columns = BitConverter.ToInt32(bytes);
        var scales = Floats(name + ".scales");
        return new QuantizedRows(columns, scales, MemoryMarshal.Cast<byte, sbyte>(bytes.AsSpan(4)).ToArray());
    }

    public void AddRows(string name, QuantizedRows rows)
    {
        AddFloats(name + ".scales", rows.Scales);
        _sections[name] = [.. BitConverter.GetBytes(rows.Columns), .. MemoryMarshal.AsBytes(rows.Values.AsSpan())];
    }

    /// <summary>Eight hexadecimal digits that change with the contents.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var bytes in _sections.Values)
        {
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }

    /// <summary>Whether there is a section of that name.</summary>
    public bool Has(string name) => _sections.ContainsKey(name);

    private byte[] Section(string name) =>
        _sections.TryGetValue(name, out var bytes) ? bytes : throw new InvalidDataException($"The model has no section '{name}'.");
}
