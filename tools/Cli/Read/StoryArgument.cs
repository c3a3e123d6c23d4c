using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using OnRecord.Api.Search.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;

namespace OnRecord.Cli.Read;

/// <summary>A story, as people name it: by its id, or by its number in the list that was printed last.</summary>
internal static class StoryArgument
{
    private const int MaxRank = 100;

    public static Argument<string> Create() => new("STORY") { Description = "Id, or number in the last `onrecord hot` or `onrecord search --stories`." };

    /// <summary>The id that is meant; empty for none.</summary>
    /// <exception cref="UserException">It is no id, or there are fewer hot stories.</exception>
    public static async Task<string> OptionalAsync(Clients clients, string? value, CancellationToken cancellation) =>
        value is null ? "" : await ResolveAsync(clients, value, cancellation);

    /// <summary>The id that is meant.</summary>
    /// <exception cref="UserException">It is no id, or there are fewer hot stories.</exception>
    public static async Task<string> ResolveAsync(Clients clients, string value, CancellationToken cancellation)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) || rank is 0 or > MaxRank)
        {
            return Ids.Checked(value, "STORY", "`onrecord hot` numbers the stories and prints their ids in a pipe.");
        }

        var printed = new StoryNumbers(clients.AddressOf("search")).Read();
        if (printed.Count > 0)
        {
            return printed.Count >= rank
                ? await PrintedAsync(clients, printed[rank - 1], rank, cancellation)
                : throw new UserException($"There is no story {rank}: the last list that was printed has {printed.Count}. `onrecord hot --top {rank}` lists more.", ExitCode.NotFound);
        }

        var hot = await clients.Search.ListHotStoriesAsync(
            new ListHotStoriesRequest { PageSize = rank }, deadline: Clients.Deadline, cancellationToken: cancellation);
        return hot.Stories.Count >= rank
            ? hot.Stories[rank - 1].StoryId
            : throw new UserException($"There is no story {rank}: `onrecord hot` lists {hot.Stories.Count}.", ExitCode.NotFound);
    }

    // It may have been merged since, or be gone, with its server perhaps.
    private static async Task<string> PrintedAsync(Clients clients, string id, int rank, CancellationToken cancellation)
    {
        try
        {
            return (await clients.Search.GetStoryAsync(new GetStoryRequest { StoryId = id }, deadline: Clients.Deadline, cancellationToken: cancellation)).Story.StoryId;
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.NotFound)
        {
            throw new UserException($"Story {rank} of the last list that was printed is gone. `onrecord hot` lists those there are.", ExitCode.NotFound);
        }
    }
}
