using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace OnRecord.Defaults;

/// <summary>Settings as files, one each, as containers get their secrets: the file Bus__Host holds the value of Bus:Host.</summary>
internal static class SecretFiles
{
    private const string Key = "Secrets:Folder";
    private const string Fallback = "/run/secrets";

    /// <summary>Reads the folder where there is one. It wins over every other source, and is read again when a file changes.</summary>
    public static void AddSecretFiles(this IHostApplicationBuilder builder)
    {
        var folder = builder.Configuration[Key] ?? Fallback;
        if (Directory.Exists(folder))
        {
            // Polled: secrets are swapped by changing a link, which no watcher sees.
            var files = new PhysicalFileProvider(Path.GetFullPath(folder)) { UsePollingFileWatcher = true, UseActivePolling = true };
            builder.Configuration.AddKeyPerFile(source =>
            {
                source.FileProvider = files;
                source.Optional = true;
                source.ReloadOnChange = true;
            });
        }
    }
}
