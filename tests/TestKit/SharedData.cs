namespace OnRecord.TestKit;

/// <summary>
/// Data that is not part of the repository: <c>../shared/data</c> beside it. A test that needs it is a
/// <c>[SkippableFact]</c> and begins with <see cref="Require"/>, so that it is skipped by name where the data is absent.
/// </summary>
public static class SharedData
{
    /// <summary>Absolute path of a file or folder of the shared data, which may be absent.</summary>
    public static string Path(string relative) => RepoRoot.Combine("..", "shared", "data", relative);

    /// <summary>The same, but skips the running test where it is absent.</summary>
    public static string Require(string relative)
    {
        var path = Path(relative);
        Skip.IfNot(File.Exists(path) || Directory.Exists(path), $"shared/data/{relative} is not here");
        return path;
    }
}
