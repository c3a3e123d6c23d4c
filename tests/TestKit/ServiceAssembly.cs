namespace OnRecord.TestKit;

/// <summary>Finds built programs of this checkout.</summary>
public static class ServiceAssembly
{
    /// <summary>Path of a service's program, built in the same configuration as the tests.</summary>
    /// <param name="service">Name of the project under <c>services/</c>.</param>
    public static string Path(string service) => Find($"services/{service}", $"OnRecord.{service}.dll");

    /// <summary>Path of the command line client.</summary>
    public static string Cli => Find("tools/Cli", "onrecord.dll");

    private static string Find(string project, string file)
    {
        // …/tests/X.Tests/bin/Release/net10.0/ -> Release/net10.0
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var path = RepoRoot.Combine(project, "bin", framework.Parent!.Name, framework.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: {path}");
    }
}
