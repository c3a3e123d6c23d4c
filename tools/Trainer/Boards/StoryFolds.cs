namespace OnRecord.Trainer.Boards;

/// <summary>
/// Parts of stories that are held out in turns. Several annotated stories may tell of one event ("fnc-train-005", "fnc-train-005b"): they are held out together,
/// or a model would have seen what it is measured on.
/// </summary>
internal static class StoryFolds
{
    /// <summary>The event that a story is of: its name without the letter behind the number.</summary>
    public static string EventOf(string story) =>
        story.Length > 1 && char.IsAsciiLetterLower(story[^1]) && char.IsAsciiDigit(story[^2]) ? story[..^1] : story;

    /// <summary>The fold of each story, 0 to <paramref name="count"/> - 1, by event in the order given.</summary>
    public static Dictionary<string, int> Of(IEnumerable<string> stories, int count)
    {
        var (events, folds) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var story in stories)
        {
            if (!events.TryGetValue(EventOf(story), out var fold))
            {
                events[EventOf(story)] = fold = events.Count % count;
            }

            folds[story] = fold;
        }

        return folds;
    }
}
