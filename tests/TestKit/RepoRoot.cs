namespace OnRecord.TestKit;

/// <summary>The folder of the checkout that the tests were built from.</summary>
public static class RepoRoot
{
    /// <summary>Absolute path of the folder that holds <c>Platform.sln</c>.</summary>
    public static string Path { get; } = Find();

    /// <summary>Absolute path of something in the checkout.</summary>
    public static string Combine(params ReadOnlySpan<string> parts) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine([Path, .. parts]));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Platform.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Platform.sln.");
    }
}
