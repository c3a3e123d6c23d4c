using System.Text.Json;
using OnRecord.Events;
using Proto = OnRecord.Api.Common.V1;

namespace OnRecord.Contracts.Tests;

public sealed class EventTests
{
    public static TheoryData<Type, Type> SharedEnums() => new()
    {
        { typeof(EntityType), typeof(Proto.EntityType) },
        { typeof(StanceLabel), typeof(Proto.Stance) },
        { typeof(MentionKind), typeof(Api.Entity.V1.MentionKind) },
    };

    [Theory]
    [MemberData(nameof(SharedEnums))]
    public void An_event_enum_has_the_names_and_numbers_of_its_proto(Type events, Type proto) =>
        Assert.Equal(
            Enum.GetValues(proto).Cast<object>().ToDictionary(value => value.ToString()!, Convert.ToInt32),
            Enum.GetValues(events).Cast<object>().ToDictionary(value => value.ToString()!, Convert.ToInt32));

    [Fact]
    public void An_event_comes_back_from_JSON_as_it_went()
    {
        var article = new ArticleContent(
            Guid.NewGuid(), 3, "https://example.org/a", "Example Post", "Minister denies plan",
            "Minister denies plan\n\n“Pure invention”, she said. 🙂", 22, "en",
            DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000), DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_060_000), Guid.NewGuid());
        var sent = new ArticleIngested(Schema.Version, article);

        var received = JsonSerializer.Deserialize<ArticleIngested>(JsonSerializer.Serialize(sent));

        Assert.Equal(sent, received);
    }

    [Fact]
    public void Every_event_carries_a_schema_version_first()
    {
        var events = typeof(Schema).Assembly.GetTypes()
            .Where(type => type.Namespace == "OnRecord.Events" && type.Name is not "Schema" && type.Name.EndsWith("ed", StringComparison.Ordinal) && type.IsClass);

        Assert.All(events, type => Assert.Equal("SchemaVersion", type.GetConstructors()[0].GetParameters()[0].Name));
    }
}
