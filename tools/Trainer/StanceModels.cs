using System.CommandLine;

namespace OnRecord.Trainer;

/// <summary>Where the models of the stance service go.</summary>
internal static class StanceModels
{
    /// <summary>Folder that the models are written to.</summary>
    public static Option<string> Folder { get; } = new("--models")
    {
        Description = "Folder that the models are written to.",
        DefaultValueFactory = _ => Path.Combine("services", "Stance", "Models"),
    };
}
