namespace OnRecord.Ingest.Tests;

public sealed class WrittenTimeTests
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
    [InlineData("June 7, 2026 11:00 a.m. ET", "2026-06-07T15:00:00Z")]
    [InlineData("December 7, 2026 11:00 a.m. ET", "2026-12-07T16:00:00Z")]
    [InlineData("June 7, 2026 11:00 a.m. CT", "2026-06-07T16:00:00Z")]
    [InlineData("June 7, 2026 11:00 a.m. MT", "2026-06-07T17:00:00Z")]
    [InlineData("June 7, 2026 11:00 a.m. PT", "2026-06-07T18:00:00Z")]
    [InlineData("June 7, 2026 11:00 a.m. EDT", "2026-06-07T15:00:00Z")]
    [InlineData("June 7, 2026 11:00 a.m. EST", "2026-06-07T16:00:00Z")]
    [InlineData("June 7, 2026 11:00 a.m. (Eastern Time)", "2026-06-07T15:00:00Z")]
    [InlineData("June 7, 2026 11:00 a.m. Eastern Standard Time", "2026-06-07T16:00:00Z")]
    [InlineData("Jan 7, 2026, 11 a.m. Pacific Time", "2026-01-07T19:00:00Z")]
    [InlineData("7 June 2026 11:00 UK time", "2026-06-07T10:00:00Z")]
    [InlineData("7 January 2026 11:00 London time", "2026-01-07T11:00:00Z")]
    [InlineData("Sun 7 Jun 2026 11.00 BST", "2026-06-07T10:00:00Z")]
    [InlineData("7 June 2026, 11:00 CEST", "2026-06-07T09:00:00Z")]
    [InlineData("7 June 2026 11:00 AEST", "2026-06-07T01:00:00Z")]
    [InlineData("7 June 2026 11:00 AET", "2026-06-07T01:00:00Z")]
    [InlineData("7 January 2026 11:00 AET", "2026-01-07T00:00:00Z")]
    [InlineData("11:00 a.m. ET, June 7, 2026", "2026-06-07T15:00:00Z")]
    [InlineData("March 8, 2026 1:30 a.m. ET", "2026-03-08T06:30:00Z")]
    [InlineData("March 8, 2026 3:30 a.m. ET", "2026-03-08T07:30:00Z")]
    [InlineData("7 June 2026 15:30 IST", "2026-06-07T10:00:00Z")]
    [InlineData("2026年6月7日 10:00", "2026-06-07T10:00:00Z")]
    [InlineData("07.06.2026", "2026-06-07T00:00:00Z")]
    [InlineData("13/06/2026", "2026-06-13T00:00:00Z")]
    public void A_written_time_is_read_with_its_zone(string written, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), WrittenTime.Parse(written));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("0001-01-01")]
    [InlineData("by Ada Byron")]
    [InlineData("31 February 2026")]
    [InlineData("10.0.0.2026")]
    [InlineData("tel. 555-0100-2026")]
    public void What_is_no_time_is_not_read(string written) => Assert.Null(WrittenTime.Parse(written));

    [Theory]
    [InlineData("By Ann Lee, June 7, 2026 11:00 a.m. ET", "2026-06-07T15:00:00Z")]
    [InlineData("Published 7 June 2026 | 14 comments", "2026-06-07T00:00:00Z")]
    [InlineData("11:00 BST, 7 June 2026", "2026-06-07T10:00:00Z")]
    [InlineData("June 7, 2026 at 3:05 PM est. reading time", "2026-06-07T15:05:00Z")]
    [InlineData("Ada Byron 7.6.2026, 14:30", "2026-06-07T14:30:00Z")]
    [InlineData("no date here, in 12 days of 2026", null)]
    public void A_time_is_found_in_a_line(string line, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), WrittenTime.Find(line, dayFirst: false));
}
