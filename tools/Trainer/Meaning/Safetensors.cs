using System.Runtime.InteropServices;
using System.Text.Json;

namespace OnRecord.Trainer.Meaning;

/// <summary>Reads the safetensors format: the length of a JSON header, the header, the numbers.</summary>
internal static class Safetensors
{
    /// <summary>The tensors of a file by name, row-major.</summary>
    /// <exception cref="InvalidDataException">A tensor is not of 32-bit floats.</exception>
    public static IReadOnlyDictionary<string, float[]> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var start = 8 + checked((int)BitConverter.ToInt64(bytes));
        using var header = JsonDocument.Parse(bytes.AsMemory(8, start - 8));
        var tensors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var tensor in header.RootElement.EnumerateObject())
        {
            if (tensor.Value.GetProperty("dtype").GetString() != "F32")
            {
                throw new InvalidDataException($"{path}: tensor '{tensor.Name}' is not of type F32.");
            }

            var offsets = tensor.Value.GetProperty("data_offsets");
            var (from, to) = (offsets[0].GetInt32(), offsets[1].GetInt32());
            tensors[tensor.Name] = MemoryMarshal.Cast<byte, float>(bytes.AsSpan((start + from)..(start + to))).ToArray();
        }

        return tensors;
    }
}
