using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class OppositionTests
{
    [Theory]
    [InlineData("Ann Lee opposed the new harbour.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Tom Reed condemned the attack.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("Norway criticised the decision.", "Norway", StanceLabel.Opposes)]
    [InlineData("“We reject this budget,” said Ann Lee.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Tom Reed slammed the minister.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("“This decision is a disgrace,” said Tom Reed.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("“We are outraged,” Ann Lee said.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Ann Lee warned against a hasty withdrawal.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Tom Reed urged the council not to sell the pier.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("Ann Lee vowed to block the sale.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("“The council should not sell the pier,” said Tom Reed.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("“We will not pay the ransom,” said Ann Lee.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Ann Lee refused to sign the treaty.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Norway ruled out talks with the rebels.", "Norway", StanceLabel.Opposes)]
    [InlineData("Tom Reed rejected the offer.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("Ann Lee does not support the plan.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Tom Reed expressed concern about the dam.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("The plan was criticised by Tom Reed.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("Ann Lee called the plan “delusional”.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("“Farmers must not lose their land,” Tom Reed said.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("Tom Reed said he was disappointed with the ruling.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("Ann Lee lashed out at the banks.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Norway declined the invitation to the summit.", "Norway", StanceLabel.Opposes)]
    public void Rejecting_opposes(string text, string holder, StanceLabel stance) =>
        Assert.Equal([(holder, stance)], Stands.In(text));
}
