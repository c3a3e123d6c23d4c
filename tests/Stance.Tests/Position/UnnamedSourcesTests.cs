using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class UnnamedSourcesTests
{
    [Theory]
    [InlineData("People familiar with the matter said the deal had collapsed.", StanceLabel.Affirms)]
    [InlineData("A senior official denied that the ship had sunk.", StanceLabel.Denies)]
    [InlineData("Several witnesses said the car was red.", StanceLabel.Affirms)]
    [InlineData("“The dam is full,” said an engineer who asked not to be named.", StanceLabel.Affirms)]
    [InlineData("Two diplomats told Reuters that the talks had failed.", StanceLabel.Affirms)]
    [InlineData("Analysts cast doubt on the figures.", StanceLabel.Questions)]
    [InlineData("Residents opposed the new runway.", StanceLabel.Opposes)]
    [InlineData("Critics called the plan a disaster.", StanceLabel.Opposes)]
    [InlineData("Relatives of the victims demanded an inquiry.", StanceLabel.Supports)]
    [InlineData("The ship had sunk, according to officials.", StanceLabel.Affirms)]
    [InlineData("Reuters reported a secret meeting, citing people familiar with the matter.", StanceLabel.Affirms)]
    public void A_source_without_a_name_stays_unnamed(string text, StanceLabel stance) =>
        Assert.Contains(Stands.Of(text), position => position.Holder.IsUnnamed && position.Stance == stance);
}
