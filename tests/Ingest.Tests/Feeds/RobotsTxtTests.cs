using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

public sealed class RobotsTxtTests
{
    [Theory]
    [InlineData("/", true)]
    [InlineData("/private/a", false)]
    [InlineData("/private/press/a", true)]        // the longer path wins
    [InlineData("/feed.xml?session=1", false)]
    [InlineData("/archive/2024/list.php", false)]
    [InlineData("/archive/2024/list.php5", true)]
    public void The_longest_matching_path_decides(string path, bool allowed)
    {
        var robots = Parse("""
            # a comment
            User-agent: *
            Disallow: /private/   # nobody
            Allow: /private/press/
            Disallow: /*?session=
            Disallow: /*.php$
            """);

        Assert.Equal(allowed, robots.Allows(new Uri("https://courier.example" + path)));
    }

    [Fact]
    public void A_group_that_names_the_robot_replaces_the_common_one()
    {
        var robots = Parse("User-agent: other\nUser-agent: ONRECORD\nCrawl-delay: 2.5\nDisallow: /a\n\nUser-agent: *\nDisallow: /");

        Assert.True(robots.Allows(new Uri("https://courier.example/b")));
        Assert.False(robots.Allows(new Uri("https://courier.example/a/1")));
        Assert.Equal(TimeSpan.FromSeconds(2.5), robots.CrawlDelay);
    }

    [Fact]
    public void An_empty_disallow_allows_everything() =>
        Assert.True(Parse("User-agent: *\nDisallow:").Allows(new Uri("https://courier.example/a")));

    [Fact]
    public Task A_pattern_made_to_be_slow_is_not()
    {
        var robots = Parse("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 2_000)) + "b");
        var path = "/" + new string('a', 2_000);

        return BoundedWork.EndsAsync(() => Assert.True(robots.Allows(new Uri("https://courier.example" + path))));
    }

    private static RobotsTxt Parse(string text) => RobotsTxt.Parse(System.Text.Encoding.UTF8.GetBytes(text), "OnRecord");
}
