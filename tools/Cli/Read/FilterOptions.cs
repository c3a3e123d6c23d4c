using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Cli.Connect;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.Cli.Read;

/// <summary>The filters of a search, as options.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string[]> _entity = new("--entity") { Description = "Entity id or name; repeatable." };
    private readonly Option<string[]> _outlet = new("--outlet") { Description = "Outlet; repeatable." };
    private readonly Option<string[]> _language = new("--language") { Description = "ISO 639-1 code; repeatable." };
    private readonly Option<Stance[]> _stance = new("--stance") { Description = "Articles that hold such a position; repeatable." };
    private readonly Option<string> _holder = new("--holder") { Description = "Articles in which this entity takes a position." };
    private readonly Option<string> _story = new("--story") { Description = "Articles of this story." };
    private readonly Option<DateTimeOffset?> _since = new("--since") { Description = "Published at or after." };
    private readonly Option<DateTimeOffset?> _until = new("--until") { Description = "Published before." };

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
        if (parsed.GetValue(_holder) is { } holder)
        {
            filter.HolderId = await EntityArgument.ResolveAsync(clients, holder, cancellation);
        }

        if (parsed.GetValue(_story) is { } story)
        {
            filter.StoryId = await StoryArgument.ResolveAsync(clients, story, cancellation);
        }

        var (since, until) = (parsed.GetValue(_since), parsed.GetValue(_until));
        if (since is not null || until is not null)
        {
            filter.TimeRange = new TimeRange
            {
                StartTime = since is { } start ? Timestamp.FromDateTimeOffset(start) : null,
                EndTime = until is { } end ? Timestamp.FromDateTimeOffset(end) : null,
            };
        }

        return filter;
    }
}
