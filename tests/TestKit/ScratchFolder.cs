namespace OnRecord.TestKit;

/// <summary>An empty folder that goes away with the test.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>Absolute path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("onrecord-test-").FullName;

    /// <summary>Absolute path of something in the folder.</summary>
    public string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that was just killed may still hold a file; the system's temp cleaner gets it.
        }
    }
}
