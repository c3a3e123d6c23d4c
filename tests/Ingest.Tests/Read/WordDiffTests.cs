using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest.Tests;

public sealed class WordDiffTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one two", "one two")]
    [InlineData("", "all new")]
    [InlineData("all gone", "")]
    [InlineData("The mayor said no.\n\nHe left.", "The mayor said yes.\n\nHe left early, and angry.")]
    [InlineData("a b c a b b a", "c b a b a c")]
    public void The_runs_spell_out_both_texts(string before, string after)
    {
        var runs = WordDiff.Compare(before, after);

        Assert.Equal(before, string.Concat(runs.Where(run => run.Kind != ChangeKind.Added).Select(run => run.Text)));
        Assert.Equal(after, string.Concat(runs.Where(run => run.Kind != ChangeKind.Removed).Select(run => run.Text)));
        Assert.All(runs.Zip(runs.Skip(1)), pair => Assert.NotEqual(pair.First.Kind, pair.Second.Kind));
    }

    [Fact]
    public void Two_long_texts_that_have_nothing_in_common_are_one_removal_and_one_addition()
    {
        var before = string.Join(' ', Enumerable.Range(0, 20_000).Select(number => $"a{number}"));
        var after = string.Join(' ', Enumerable.Range(0, 20_000).Select(number => $"b{number}"));

        Assert.Equal([ChangeKind.Removed, ChangeKind.Added], WordDiff.Compare(before, after).Select(run => run.Kind));
    }
}
