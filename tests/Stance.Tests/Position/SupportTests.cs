using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class SupportTests
{
    [Theory]
    [InlineData("Ann Lee backed the new harbour.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Tom Reed endorsed Maria Duarte for governor.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Norway welcomed the ceasefire.", "Norway", StanceLabel.Supports)]
    [InlineData("“We support the strike,” said Ann Lee.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Tom Reed urged the council to repair the pier.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Ann Lee called for an inquiry.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Tom Reed praised the firefighters.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Ann Lee promised to lower the fares.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Norway demanded that the prisoners be released.", "Norway", StanceLabel.Supports)]
    [InlineData("“The bridge must be rebuilt,” said Tom Reed.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("“The city should buy the land,” Ann Lee said.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Ann Lee said the council should buy the land.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("“I am delighted with the verdict,” said Tom Reed.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Tom Reed called the verdict a “huge win for farmers”.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Ann Lee hopes that the talks resume.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Tom Reed is in favour of the tunnel.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Norway said it was ready to resume talks.", "Norway", StanceLabel.Supports)]
    [InlineData("Ann Lee agreed with the ruling.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Tom Reed pledged to build ten schools.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("“We will repair every road,” promised Ann Lee.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Ann Lee does not oppose the sale.", "Ann Lee", StanceLabel.Supports)]
    public void Backing_supports(string text, string holder, StanceLabel stance) =>
        Assert.Equal([(holder, stance)], Stands.In(text));
}
