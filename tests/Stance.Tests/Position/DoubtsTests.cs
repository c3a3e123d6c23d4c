using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class DoubtsTests
{
    [Theory]
    [InlineData("Ann Lee questioned the figures.", "Ann Lee", StanceLabel.Questions)]
    [InlineData("Tom Reed cast doubt on the report.", "Tom Reed", StanceLabel.Questions)]
    [InlineData("Ann Lee said there was no evidence that the water was unsafe.", "Ann Lee", StanceLabel.Questions)]
    [InlineData("“We cannot confirm the number of victims,” said Tom Reed.", "Tom Reed", StanceLabel.Questions)]
    [InlineData("Norway said it could not confirm the sighting.", "Norway", StanceLabel.Questions)]
    [InlineData("“It is unclear who owns the ship,” said Ann Lee.", "Ann Lee", StanceLabel.Questions)]
    [InlineData("Tom Reed said it was unlikely that the plane had landed.", "Tom Reed", StanceLabel.Questions)]
    [InlineData("Ann Lee doubts that the tunnel will ever open.", "Ann Lee", StanceLabel.Questions)]
    [InlineData("“I have no idea where the money went,” Tom Reed said.", "Tom Reed", StanceLabel.Questions)]
    [InlineData("Ann Lee expressed doubts about the election result.", "Ann Lee", StanceLabel.Questions)]
    [InlineData("“We have received no information about a crash,” said Captain Eva Holm.", "Eva Holm", StanceLabel.Questions)]
    [InlineData("Ann Lee said she was not aware of any threat.", "Ann Lee", StanceLabel.Questions)]
    [InlineData("Tom Reed was sceptical about the rescue plan.", "Tom Reed", StanceLabel.Questions)]
    [InlineData("“It is too early to say what happened,” Ann Lee said.", "Ann Lee", StanceLabel.Questions)]
    [InlineData("Norway refused to rule out an attack.", "Norway", StanceLabel.Questions)]
    [InlineData("Reuters was unable to verify the report.", "Reuters", StanceLabel.Questions)]
    [InlineData("“Nobody knows who sank the ship,” said Ann Lee.", "Ann Lee", StanceLabel.Questions)]
    [InlineData("Tom Reed did not rule out a second term.", "Tom Reed", StanceLabel.Questions)]
    [InlineData("The agency said the photographs had not been verified.", "The agency", StanceLabel.Questions)]
    public void A_doubt_questions(string text, string holder, StanceLabel stance) =>
        Assert.Equal([(holder, stance)], Stands.In(text));
}
