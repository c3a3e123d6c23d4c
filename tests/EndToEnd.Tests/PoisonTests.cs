using System.Text.Json;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>A message that nobody can read is kept by every consumer that it was for, whatever its type.</summary>
[Collection(SharedPoisoned.Name)]
public sealed class PoisonTests(TracedDistributed system)
{
    private static readonly string[] Types =
        ["ArticleIngested", "ArticleRetracted", "EntitiesRecognized", "PositionsDetected", "StoriesChanged", "BoardChanged", "PositionChanged", "ArticlesIndexed"];

    [Fact]
    public async Task Poison_of_every_type_waits_to_be_looked_at()
    {
        // All at once: each is tried several times, with pauses between.
        var ids = Types.ToDictionary(_ => Guid.NewGuid().ToString());
        foreach (var (id, type) in ids)
        {
            await system.Rabbit.PublishAsync($"OnRecord.Events:{type}", JsonSerializer.Serialize(new
            {
                messageId = id,
                messageType = new[] { $"urn:message:OnRecord.Events:{type}" },
                message = new { schemaVersion = 99 },
            }));
        }

        await Eventually.GetAsync(
            async () =>
            {
                var letters = await system.Rabbit.ReadDeadLettersAsync();
                return string.Join(", ", ids.Where(poison => !letters.Any(letter => letter.Contains(poison.Key, StringComparison.Ordinal))).Select(poison => poison.Value));
            },
            missing => missing.Length == 0,
            "all of them are dead letters");
    }
}
