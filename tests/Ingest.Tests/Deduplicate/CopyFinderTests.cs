namespace OnRecord.Ingest.Tests;

public sealed class CopyFinderTests
{
    [Fact]
    public void An_article_is_found_by_its_copy_but_copies_are_not_heads()
    {
        var finder = new CopyFinder([]);
        var (first, text) = (Guid.NewGuid(), TextSketch.Of(Texts.Numbered(5)));
        Assert.Null(finder.FindOriginal(text));

        finder.Add(first, text, now: 1);

        Assert.Equal(first, finder.FindOriginal(text));
        Assert.Null(finder.FindOriginal(TextSketch.Of(Texts.Numbered(6))));
    }

    [Fact]
    public void A_full_bucket_is_not_extended()
    {
        var text = TextSketch.Of(Texts.Numbered(7));
        var finder = new CopyFinder([]);

        for (var number = 0; number < 2 * CopyFinder.MaxPerBucket; number++)
        {
            finder.Add(Guid.NewGuid(), text, now: 1);
        }

        Assert.All(finder.Added.GroupBy(row => row.Bucket), bucket => Assert.Equal(CopyFinder.MaxPerBucket, bucket.Count()));
    }

    [Fact]
    public void A_candidate_whose_text_is_gone_is_passed_over()
    {
        var text = TextSketch.Of(Texts.Numbered(8));
        var finder = new CopyFinder([new BandRow { Bucket = text.Buckets[0], ArticleId = Guid.NewGuid() }]);

        Assert.Single(finder.Candidates(text));
        Assert.Null(finder.FindOriginal(text));
    }
}
