using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class DenialsTests
{
    [Theory]
    [InlineData("Ann Lee denied that she had met the banker.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("Ann Lee has denied the report.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("Ann Lee said the letter could not have been sent from Lima.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("The allegation was denied by Tom Reed.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("“That story is false,” said Ann Lee.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("Ann Lee said the rumours were unfounded.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("“Complete fabrication,” said Tom Reed.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("Tom Reed said he never visited the island.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("“There are no plans to close the school,” said Ann Lee.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("Tom Reed rejected claims that the bank had lost money.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("Ann Lee dismissed the report as nonsense.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("Norway refuted suggestions that its ships had crossed the border.", "Norway", StanceLabel.Denies)]
    [InlineData("Tom Reed claimed not to have read the memo.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("“Pure invention”: Kremlin denies secret meeting", "Kremlin", StanceLabel.Denies)]
    [InlineData("Ann Lee disputed the finding.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("The claim that Norway paid the pirates was disputed by Ann Lee.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("Tom Reed insisted that the story was not true.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("“Nobody was hurt,” said Ann Lee.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("A spokesman for Norway denied the reports.", "Norway", StanceLabel.Denies)]
    [InlineData("“Pure invention,” Tom Reed told the Courier.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("“That is a fairy tale,” said Ann Lee.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("“The whole story is made up,” Tom Reed said.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("Tom Reed claimed that the report of a sale was “a lie”.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("Ann Lee said these claims are absolutely, unequivocally and completely false.", "Ann Lee", StanceLabel.Denies)]
    public void A_denial_denies(string text, string holder, StanceLabel stance) =>
        Assert.Equal([(holder, stance)], Stands.In(text));
}
