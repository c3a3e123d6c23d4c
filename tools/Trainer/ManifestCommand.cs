using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace OnRecord.Trainer;

/// <summary>The command "manifest": writes hash and size of each model into the manifest of its language. To be run after each training.</summary>
internal static class ManifestCommand
{
    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var command = new Command("manifest", "Write hashes and sizes of the models into the manifest (after each training).") { TrainerOptions.Models };
        command.SetAction(result => Run(result.GetRequiredValue(TrainerOptions.Models)));
        return command;
    }

    private static void Run(string models)
    {
        var path = Path.Combine(models, "..", "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        foreach (var model in manifest["models"]!.AsArray())
        {
            using var file = File.OpenRead(Path.Combine(models, $"{model!["name"]}.model"));
            model["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file));
            model["bytes"] = file.Length;
        }

        File.WriteAllText(path, manifest.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n");
    }
}
