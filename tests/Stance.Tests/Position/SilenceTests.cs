using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class SilenceTests
{
    [Theory]
    [InlineData("Ann Lee declined to comment.", "Ann Lee", StanceLabel.NoComment)]
    [InlineData("Tom Reed refused to comment on the trial.", "Tom Reed", StanceLabel.NoComment)]
    [InlineData("The Kremlin declined to say whether the meeting took place.", "Kremlin", StanceLabel.NoComment)]
    [InlineData("Ann Lee would not comment on the leak.", "Ann Lee", StanceLabel.NoComment)]
    [InlineData("Tom Reed did not respond to a request for comment.", "Tom Reed", StanceLabel.NoComment)]
    [InlineData("Norway did not immediately respond to questions.", "Norway", StanceLabel.NoComment)]
    [InlineData("“No comment,” said Ann Lee.", "Ann Lee", StanceLabel.NoComment)]
    [InlineData("Ann Lee refused to answer questions about her taxes.", "Ann Lee", StanceLabel.NoComment)]
    [InlineData("Tom Reed would neither confirm nor deny the report.", "Tom Reed", StanceLabel.NoComment)]
    [InlineData("The Kremlin could neither confirm nor deny the sighting.", "Kremlin", StanceLabel.NoComment)]
    [InlineData("A spokeswoman for Norway declined to discuss the talks.", "Norway", StanceLabel.NoComment)]
    [InlineData("“We do not comment on private letters,” Tom Reed said.", "Tom Reed", StanceLabel.NoComment)]
    [InlineData("Ann Lee declined to be interviewed.", "Ann Lee", StanceLabel.NoComment)]
    [InlineData("Tom Reed refused to confirm the purchase.", "Tom Reed", StanceLabel.NoComment)]
    [InlineData("Ann Lee did not deny the report.", "Ann Lee", StanceLabel.NoComment)]
    [InlineData("Tom Reed did not return calls seeking comment.", "Tom Reed", StanceLabel.NoComment)]
    [InlineData("There was no immediate comment from Norway.", "Norway", StanceLabel.NoComment)]
    [InlineData("There was no word from Tom Reed on the leak.", "Tom Reed", StanceLabel.NoComment)]
    [InlineData("By Monday there had been no response from Ann Lee.", "Ann Lee", StanceLabel.NoComment)]
    public void Saying_nothing_is_no_comment(string text, string holder, StanceLabel stance) =>
        Assert.Equal([(holder, stance)], Stands.In(text));
}
