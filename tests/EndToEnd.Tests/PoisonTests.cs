using System.Text.Json;
using OnRecord.TestKit;
using Xunit.Abstractions;

namespace OnRecord.EndToEnd.Tests;

/// <summary>A message that nobody can read is kept by every consumer that it was for, whatever its type.</summary>
public sealed class PoisonTests(DistributedSystem system, ITestOutputHelper output) : IClassFixture<DistributedSystem>
{
    [Theory]
    [InlineData("ArticleIngested")]
    [InlineData("ArticleRetracted")]
    [InlineData("EntitiesRecognized")]
    [InlineData("PositionsDetected")]
    [InlineData("StoriesChanged")]
    [InlineData("BoardChanged")]
    [InlineData("PositionChanged")]
    [InlineData("ArticlesIndexed")]
    public async Task Poison_of_every_type_waits_to_be_looked_at(string name)
    {
        var before = (await system.Rabbit.DeadLettersAsync()).Values.Sum();
        await system.Rabbit.PublishAsync($"OnRecord.Events:{name}", JsonSerializer.Serialize(new
        {
            messageId = Guid.NewGuid(),
            messageType = new[] { $"urn:message:OnRecord.Events:{name}" },
            message = new { schemaVersion = 99 },
        }));

        await Eventually.TrueAsync(async () => (await system.Rabbit.DeadLettersAsync()).Values.Sum() > before, $"{name} is a dead letter", TimeSpan.FromSeconds(25));
        output.WriteLine(string.Join(", ", (await system.Rabbit.QueuesAsync()).Where(queue => queue.Value > 0).Select(queue => $"{queue.Key} {queue.Value}")));
    }
}
