namespace OnRecord.Defaults.Tests;

public sealed class PageTokenTests
{
    [Fact]
    public void A_token_gives_its_position_back() =>
        Assert.Equal(new Position(7, "seven"), PageToken.Decode<Position>(PageToken.Encode(new Position(7, "seven"), "filter"), "filter"));

    [Fact]
    public void A_token_of_another_request_is_refused() =>
        Assert.Null(PageToken.Decode<Position>(PageToken.Encode(new Position(7, "seven"), "outlet=A"), "outlet=B"));

    [Theory]
    [InlineData("x")]
    [InlineData("not base64 at all!")]
    [InlineData("AAAAAAAAAAAAAAAA")]
    public void A_token_that_is_not_ours_is_refused(string token) => Assert.Null(PageToken.Decode<Position>(token, ""));

    [Fact]
    public void A_damaged_token_is_refused()
    {
        var token = PageToken.Encode(new Position(7, "seven"), "");
        var damaged = token[..^3] + (token[^3] == 'A' ? 'B' : 'A') + token[^2..];

        Assert.Null(PageToken.Decode<Position>(damaged, ""));
    }

    private sealed record Position(long Time, string Id);
}
