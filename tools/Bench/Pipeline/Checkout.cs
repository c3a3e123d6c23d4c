using System.Diagnostics;

namespace OnRecord.Bench;

/// <summary>A source tree with the Release builds of its services.</summary>
internal sealed class Checkout
{
    private readonly DirectoryInfo _folder;

    private Checkout(DirectoryInfo folder) => _folder = folder;

    /// <summary>The one that the bench was built in.</summary>
    public static Checkout Here
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
                {
                    return new Checkout(folder);
                }
            }

            throw new InvalidOperationException("The bench runs from a checkout.");
        }
    }

    /// <summary>The tree of another commit, built where it is not yet; it stays in the folder for temporary files for the next time.</summary>
    /// <param name="commit">Whatever git knows it by.</param>
    public static async Task<Checkout> OfAsync(string commit)
    {
        var here = Here._folder;
        var id = (await RunAsync(here, "git", "rev-parse", "--short=12", "--verify", $"{commit}^{{commit}}")).Trim();
        var other = new Checkout(new DirectoryInfo(Path.Combine(Path.GetTempPath(), $"onrecord-bench-{id}")));
        if (!File.Exists(other.PathOf("Standalone")))
        {
            await RunAsync(here, Path.Combine(here.FullName, "tests", "build-before.sh"), id, other._folder.FullName);
        }

        return other;
    }

    /// <summary>The program of a service.</summary>
    /// <param name="service">Name of the project under services/.</param>
    public string Program(string service) =>
        File.Exists(PathOf(service)) ? PathOf(service) : throw new FileNotFoundException($"Build it first: dotnet build {_folder.FullName}/services/{service} -c Release");

    private string PathOf(string service) => Path.Combine(_folder.FullName, "services", service, "bin", "Release", "net10.0", $"OnRecord.{service}.dll");

    private static async Task<string> RunAsync(DirectoryInfo folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }
}
