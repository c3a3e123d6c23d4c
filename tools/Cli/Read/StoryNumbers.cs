using OnRecord.Api.Search.V1;
using OnRecord.Cli.Connect;
using OnRecord.Terminal;

namespace OnRecord.Cli.Read;

/// <summary>The stories of the list that was printed last of a server: a number stays the story beside which it stood, whatever is hottest by now.</summary>
internal sealed class StoryNumbers(Uri server)
{
    // A line an id, in the order of the numbers.
    private readonly string _file = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "onrecord", "stories", $"{server.Host.Replace(':', '_')}_{server.Port}");

    /// <summary>Keeps the numbers that were printed. Where nothing can be written, numbers are those of the moment.</summary>
    public void Keep(IEnumerable<string> storyIds)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            // Another command may be reading.
            var written = $"{_file}.{Environment.ProcessId}";
            File.WriteAllLines(written, storyIds);
            File.Move(written, _file, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>The ids in the order of their numbers; empty when none were kept.</summary>
    public IReadOnlyList<string> Read()
    {
        try
        {
            return File.Exists(_file) ? [.. File.ReadAllLines(_file).Where(line => Guid.TryParse(line, out _))] : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

/// <summary>Lists of stories.</summary>
internal static class NumberedStories
{
    /// <summary>Writes stories; where they are numbered, other commands know them by their numbers.</summary>
    public static void WriteNumbered(this Output output, Clients clients, IReadOnlyCollection<StorySummary> stories)
    {
        if (!output.Json && stories.Count > 0)
        {
            new StoryNumbers(clients.AddressOf("search")).Keep(stories.Select(story => story.StoryId));
        }

        output.Write(stories, list => Output.Piped ? HotStoriesTable.Plain(list) : HotStoriesTable.Of(list));
    }
}
