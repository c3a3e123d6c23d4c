namespace OnRecord.TestKit;

/// <summary>Finds built programs of this checkout.</summary>
public static class ServiceAssembly
{
    /// <summary>Path of a service's program, built in the same configuration as the tests.</summary>
    /// <param name="service">Name of the project under <c>services/</c>.</param>
    /// <param name="checkout">Where it was built, when that is not this checkout: another release, built in the same configuration.</param>
    public static string Path(string service, string? checkout = null) => Find($"services/{service}", $"OnRecord.{service}.dll", checkout ?? RepoRoot.Path);

    /// <summary>Path of the command line client.</summary>
    public static string Cli => Find("tools/Cli", "onrecord.dll", RepoRoot.Path);

    private static string Find(string project, string file, string checkout)
    {
        // …/tests/X.Tests/bin/Release/net10.0/ -> Release/net10.0
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var path = System.IO.Path.Combine(checkout, project, "bin", framework.Parent!.Name, framework.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built: {path}");
    }
}
