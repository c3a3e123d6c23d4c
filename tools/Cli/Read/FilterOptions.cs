using System.CommandLine;
using OnRecord.Api.Search.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.Cli.Read;

/// <summary>The filters of a search, as options.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string[]> _entity = new("--entity") { Description = "Entity id or name; repeatable." };
    private readonly Option<string[]> _outlet = new("--outlet") { Description = "Outlet; repeatable." };
    private readonly Option<string[]> _language = TypedOptions.Languages("--language", "Articles in this language");
    private readonly Option<Stance[]> _stance = TypedOptions.Words<Stance>("--stance", "Articles that hold such a position.");
    private readonly Option<string> _holder = new("--holder") { Description = "Articles in which this entity takes a position." };
    private readonly Option<string> _story = new("--story") { Description = "Articles of this story." };
    private readonly Option<DateTimeOffset?> _since = TypedOptions.Moment("--since", "Published at or after.");
    private readonly Option<DateTimeOffset?> _until = TypedOptions.Moment("--until", "Published before.");

    public void AddTo(Command command)
    {
        foreach (var option in new System.CommandLine.Option[] { _entity, _outlet, _language, _stance, _holder, _story, _since, _until })
        {
            command.Options.Add(option);
        }
    }

    public async Task<SearchFilter> ReadAsync(ParseResult parsed, Clients clients, CancellationToken cancellation)
    {
        var filter = new SearchFilter();
        filter.EntityIds.AddRange(await EntityArgument.ResolveAsync(clients, parsed.GetValue(_entity) ?? [], cancellation));
        filter.Outlets.AddRange(parsed.GetValue(_outlet) ?? []);
        filter.Languages.AddRange(parsed.GetValue(_language) ?? []);
        filter.Stances.AddRange(parsed.GetValue(_stance) ?? []);
        filter.HolderId = await EntityArgument.OptionalAsync(clients, parsed.GetValue(_holder), cancellation);
        filter.StoryId = await StoryArgument.OptionalAsync(clients, parsed.GetValue(_story), cancellation);
        filter.TimeRange = PositionsCommand.Range(parsed.GetValue(_since), parsed.GetValue(_until));
        return filter;
    }
}
