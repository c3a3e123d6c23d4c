using OnRecord.Language.Names;

namespace OnRecord.Language.Tests.Names;

public class SequencePackingTests
{
    [Fact]
    public void Each_step_takes_one_token_of_every_sentence_that_is_long_enough()
    {
        var packing = new SequencePacking([2, 3, 1]);   // tokens 0-1, 2-4, 5

        Assert.Equal([0, 3, 5, 6], packing.Offsets);
        Assert.Equal([2, 0, 5, 3, 1, 4], packing.TokensOf(backwards: false).ToArray());
        Assert.Equal([4, 1, 5, 3, 0, 2], packing.TokensOf(backwards: true).ToArray());
    }

    [Fact]
    public void Nothing_packs_to_nothing()
    {
        Assert.Equal(0, new SequencePacking([]).Steps);
    }
}
