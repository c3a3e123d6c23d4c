namespace OnRecord.Ingest.Tests;

public sealed class CanonicalUrlTests
{
    [Theory]
    [InlineData("HTTPS://Courier.Example:443/News/1?utm_source=x&id=7&fbclid=abc#comments", "https://courier.example/News/1?id=7")]
    [InlineData("http://courier.example", "http://courier.example/")]
    [InlineData("https://courier.example/a?utm_medium=rss", "https://courier.example/a")]
    [InlineData("https://bücher.example/a", "https://xn--bcher-kva.example/a")]
    [InlineData("https://courier.example:8443/a/../b", "https://courier.example:8443/b")]
    public void A_url_is_reduced_to_what_names_the_page(string url, string canonical)
    {
        Assert.True(CanonicalUrl.TryParse(url, out var parsed));
        Assert.Equal(canonical, parsed.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("courier.example/a")]
    [InlineData("/a")]
    [InlineData("ftp://courier.example/a")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@courier.example/")]
    public void What_is_not_an_absolute_http_url_is_refused(string url) => Assert.False(CanonicalUrl.TryParse(url, out _));

    [Theory]
    [InlineData("http://www.courier.example/a/", "https://courier.example/a")]
    [InlineData("https://courier.example", "https://www.courier.example/")]
    public void One_page_under_two_addresses_is_one_article(string one, string other)
    {
        Assert.True(CanonicalUrl.TryParse(one, out var first));
        Assert.True(CanonicalUrl.TryParse(other, out var second));
        Assert.Equal(ArticleIdentity.OfUrl(first), ArticleIdentity.OfUrl(second));
    }

    [Theory]
    [InlineData("https://courier.example/a", "https://courier.example/b", "https://courier.example/b")]
    [InlineData("https://m.courier.example/a", "https://www.courier.example/a", "https://www.courier.example/a")]
    [InlineData("https://courier.example/a", "https://agency.example/a", "https://courier.example/a")]
    [InlineData("", "https://agency.example/a", "https://agency.example/a")]
    [InlineData("https://courier.example/a", null, "https://courier.example/a")]
    public void A_page_names_its_own_url_only_within_its_site(string given, string? stated, string chosen) =>
        Assert.Equal(chosen, ArticlePreparer.ChooseUrl(given, stated)?.AbsoluteUri);

    [Fact]
    public void Ids_follow_the_name_based_rule_of_the_RFC() =>
        // The example of RFC 9562, appendix A.4: the DNS name space and "www.example.com".
        Assert.Equal(
            new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"),
            ArticleIdentity.Version5(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));
}
