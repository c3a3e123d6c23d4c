using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>A message that nobody can read is kept by every consumer that it was for, whatever its type.</summary>
[Collection(SharedPoisoned.Name)]
public sealed class PoisonTests(TracedDistributed system)
{
    [Fact]
    public async Task Poison_of_every_type_waits_to_be_looked_at()
    {
        // All at once: each is tried several times, with pauses between.
        var ids = Poison.Types.ToDictionary(_ => Guid.NewGuid().ToString());
        foreach (var (id, type) in ids)
        {
            await system.Rabbit.PublishAsync(Poison.Exchange(type), Poison.Message(type, id));
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
