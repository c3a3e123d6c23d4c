namespace OnRecord.Stances.Tests.Position;

public sealed class ChannelTests
{
    [Theory]
    [InlineData("Ann Lee told Reuters that the bridge was safe.", "Ann Lee", "Reuters")]
    [InlineData("“The bridge is safe,” Ann Lee told CNN.", "Ann Lee", "CNN")]
    [InlineData("In an interview with Reuters, Tom Reed said the dam was full.", "Tom Reed", "Reuters")]
    [InlineData("According to Reuters, Tom Reed said the dam was full.", "Tom Reed", "Reuters")]
    public void The_channel_is_named_and_holds_no_position(string text, string holder, string channel)
    {
        var position = Assert.Single(Stands.Of(text));

        Assert.Equal(holder, position.Holder.Name);
        Assert.Equal(channel, position.ReportedVia);
    }
}
