using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class AssertionsTests
{
    [Theory]
    [InlineData("The bridge will reopen in May, said Ann Lee.", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("Ann Lee said the bridge will reopen in May.", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("“The dam is full,” Tom Reed told reporters.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("“The dam is full,” said Tom Reed, the chief engineer.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("According to Maria Duarte, the vaccine arrived on Monday.", "Maria Duarte", StanceLabel.Affirms)]
    [InlineData("The vaccine arrived on Monday, according to Maria Duarte.", "Maria Duarte", StanceLabel.Affirms)]
    [InlineData("Mayor Ann Lee confirmed that the tram line had been sold.", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("Ann Lee: City hall bought the stadium", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("Tom Reed admitted that he had signed the contract.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("Ann Lee accused Tom Reed of hiding the report.", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("Tom Reed blamed the contractor for the delay.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("Portugal claimed to have seized two boats.", "Portugal", StanceLabel.Affirms)]
    [InlineData("Reuters reported that the minister had left the country.", "Reuters", StanceLabel.Affirms)]
    [InlineData("“We found the wreck at noon,” Captain Eva Holm wrote on Friday.", "Eva Holm", StanceLabel.Affirms)]
    [InlineData("Ann Lee acknowledged the tunnel had flooded twice.", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("In a letter, Tom Reed argued that the figures had been published in March.", "Tom Reed", StanceLabel.Affirms)]
    public void A_plain_statement_affirms(string text, string holder, StanceLabel stance) =>
        Assert.Equal([(holder, stance)], Stands.In(text));
}
