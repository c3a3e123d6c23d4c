namespace OnRecord.Ingest.Tests;

public sealed class PageDatesTests
{
    [Theory]
    [InlineData("2024-03-05T14:30:00+02:00", "2024-03-05T12:30:00Z")]
    [InlineData("2024-03-05T14:30:00Z", "2024-03-05T14:30:00Z")]
    [InlineData("2024-03-05", "2024-03-05T00:00:00Z")]
    [InlineData("20240305", "2024-03-05T00:00:00Z")]
    [InlineData("March 5, 2024", "2024-03-05T00:00:00Z")]
    [InlineData("5 March 2024", "2024-03-05T00:00:00Z")]
    [InlineData("Mar. 5, 2024 8:21 am ET", "2024-03-05T13:21:00Z")]
    [InlineData("March 5, 2024 3:05 p.m. PST", "2024-03-05T23:05:00Z")]
    [InlineData("Tue, 05 Mar 2024 14:30:00 +0000", "2024-03-05T14:30:00Z")]
    [InlineData("March 5th, 2024 at 11:08 a.m.", "2024-03-05T11:08:00Z")]
    [InlineData("1709649000", "2024-03-05T14:30:00Z")]
    public void A_written_time_is_read_with_its_zone(string written, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), PageDates.Parse(written));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("0001-01-01")]
    [InlineData("by Ada Byron")]
    public void What_is_no_time_is_not_read(string written) => Assert.Null(PageDates.Parse(written));
}
