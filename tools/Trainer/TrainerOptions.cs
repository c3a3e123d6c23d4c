using System.CommandLine;

namespace OnRecord.Trainer;

/// <summary>Options that several commands share.</summary>
internal static class TrainerOptions
{
    /// <summary>Folder of the training data.</summary>
    public static Option<string> Data { get; } = new("--data")
    {
        Description = "Folder of the training data.",
        DefaultValueFactory = _ => Path.Combine("..", "shared", "data"),
    };

    /// <summary>Folder that the models are written to.</summary>
    public static Option<string> Models { get; } = new("--models")
    {
        Description = "Folder that the models are written to.",
        DefaultValueFactory = _ => Path.Combine("languages", "en", "models"),
    };

    /// <summary>Folder for what is fetched.</summary>
    public static Option<string> Cache { get; } = new("--cache")
    {
        Description = "Folder for what is fetched, outside the repository.",
        DefaultValueFactory = _ => Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "onrecord-trainer"),
    };

    /// <summary>Folder of models that have each not seen a part of the stories, and of encoders of the same parts.</summary>
    public static Option<DirectoryInfo?> HeldOut { get; } = new("--held-out")
    {
        Description = "Folder of models that have each not seen a part of the stories: \"positions\" writes it, beside encoders; others read it.",
    };

    /// <summary>The same for commands that need it.</summary>
    public static Option<DirectoryInfo> RequiredHeldOut { get; } = new(HeldOut.Name) { Description = HeldOut.Description, Required = true };

    /// <summary>Whether to leave out data that may not be used commercially.</summary>
    public static Option<bool> Permissive { get; } = new("--permissive")
    {
        Description = "Leave out data whose licence forbids commercial use or is not stated.",
    };
}
