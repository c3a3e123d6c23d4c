using System.Text.Json;

namespace OnRecord.Data;

/// <summary>A story with who stands where, in the format of the board data (its README describes it): gold, or what was found.</summary>
public sealed record BoardStory(
    string Story, IReadOnlyList<BoardActor> Actors, IReadOnlyList<BoardRow> Claims, IReadOnlyList<BoardArticle> Articles)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads the stories below a folder, or the one of a file, in the order of their names.</summary>
    /// <exception cref="InvalidDataException">A file holds no story.</exception>
    public static IReadOnlyList<BoardStory> ReadAll(string path)
    {
        var files = File.Exists(path) ? [path] : Directory.GetFiles(path, "*.json", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        return [.. files.Select(Read)];
    }

    /// <summary>Writes the story as a file of its name.</summary>
    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, $"{Story}.json"), JsonSerializer.Serialize(this, Format));

    private static BoardStory Read(string path) =>
        JsonSerializer.Deserialize<BoardStory>(File.ReadAllText(path), Format) is { Story: not null, Articles: not null, Claims: not null } story
            ? story
            : throw new InvalidDataException($"{path} holds no story of the board format.");
}

/// <summary>An actor of a story and every string by which its articles name it.</summary>
public sealed record BoardActor(string Name, string Type, IReadOnlyList<string> Aliases);

/// <summary>A claim: a row of the story's board. Importance 1 is what the story is about, 3 is minor.</summary>
public sealed record BoardRow(string Id, string Text, int Importance)
{
    /// <summary>Whether the board marks it as contested; null in gold, where its positions tell.</summary>
    public bool? Contested { get; init; }
}

/// <summary>An article with its positions in text order. Outlet and time may be unknown.</summary>
public sealed record BoardArticle(
    string Id, string? Origin, string? Outlet, string? Published, string? Title, string Text, IReadOnlyList<BoardPosition> Positions)
{
    /// <summary>Headline and body as ingest writes them.</summary>
    public string FullText => HasTitle ? $"{Title}\n\n{Text}" : Text;

    /// <summary>Where the body begins in <see cref="FullText"/>.</summary>
    public int BodyStart => HasTitle ? Title!.Length + 2 : 0;

    private bool HasTitle => !string.IsNullOrWhiteSpace(Title);
}

/// <summary>A holder's stance towards a claim, and the sentence that shows it; AlsoIn are further sentences that do.</summary>
public sealed record BoardPosition(
    string Holder, string HolderKind, string Stance, string Claim, string Form, string Cue, string Evidence, string? ReportedVia, IReadOnlyList<string> AlsoIn)
{
    /// <summary>Whether the article does not say who it is.</summary>
    public bool IsUnnamed => HolderKind == "UNNAMED";

    /// <summary>1 for the claim, -1 against it or in doubt of it, 0 for silence.</summary>
    public int Side => Stance switch
    {
        "AFFIRMS" or "SUPPORTS" => 1,
        "DENIES" or "OPPOSES" or "QUESTIONS" => -1,
        _ => 0,
    };
}
