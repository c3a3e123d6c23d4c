using OnRecord.Language.Models;

namespace OnRecord.Trainer.Names;

/// <summary>Model files that hold one stream.</summary>
internal static class ModelFiles
{
    /// <summary>Writes a file.</summary>
    public static void Write(string path, Action<Stream> write) => ModelFile.Of(write).Save(path);

    /// <summary>Reads a file.</summary>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        using var stream = ModelFile.Load(path).Stream();
        return read(stream);
    }
}
