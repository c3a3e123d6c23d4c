namespace OnRecord.Defaults.Tests;

public sealed class BatcherTests
{
    [Fact]
    public async Task Items_that_wait_go_together_and_each_gets_its_own_result()
    {
        var sizes = new List<int>();
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var batcher = new Batcher<int, int>(100, async items =>
        {
            sizes.Add(items.Count);
            begun.TrySetResult();
            await gate.Task;
            return items.Select(item => item * 10).ToList();
        });

        var first = batcher.AddAsync(1, CancellationToken.None);
        await begun.Task;
        var others = Enumerable.Range(2, 20).Select(item => batcher.AddAsync(item, CancellationToken.None)).ToList();
        gate.SetResult();

        Assert.Equal(10, await first);
        Assert.Equal(Enumerable.Range(2, 20).Select(item => item * 10), await Task.WhenAll(others));
        Assert.Equal([1, 20], sizes);
    }

    [Fact]
    public async Task A_poisonous_item_fails_alone()
    {
        var gate = new TaskCompletionSource();
        var batcher = new Batcher<int, int>(100, async items =>
        {
            await gate.Task;
            return items.Contains(3) ? throw new InvalidOperationException("poison") : items;
        });
        var tasks = Enumerable.Range(0, 6).Select(item => batcher.AddAsync(item, CancellationToken.None)).ToList();
        gate.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => tasks[3]);
        var others = await Task.WhenAll(tasks.Where((_, index) => index != 3));
        Assert.Equal([0, 1, 2, 4, 5], others);
    }
}
