using OnRecord.Language.Meaning;
using OnRecord.Language.Models;

namespace OnRecord.Language.Tests.Meaning;

public class SpanHeadTests
{
    private const int Hidden = 16;
    private const int Inputs = (2 * MeaningEncoder.Dimensions) + 1;

    // Two pieces between the marks of begin and end; each has one number all along its vector.
    private static readonly TokenVectors Text = new(
        [default, new TextRange(0, 4), new TextRange(5, 9), default], Enumerable.Range(0, 4).SelectMany(piece => Enumerable.Repeat(piece + 1f, MeaningEncoder.Dimensions)).ToArray());

    [Fact]
    public void A_score_is_of_the_means_of_range_and_whole_and_of_the_marks()
    {
        // The first hidden number is the first of the range's mean, the second the first of the whole's, the third the mark.
        var head = Head((0, 0), (1, MeaningEncoder.Dimensions), (2, Inputs - 1));
        var scores = head.Score(Text, [new TextRange(5, 7)], [5]);
        Assert.Equal(Gelu(3), scores[0], 1e-2);
        Assert.Equal(Gelu(2.5), scores[1], 1e-2);
        Assert.Equal(Gelu(5) + 1, scores[2], 1e-2);
    }

    [Fact]
    public void A_range_without_pieces_counts_as_zeros() =>
        Assert.Equal(0, Head((0, 0)).Score(Text, [new TextRange(4, 5)], [0])[0], 1e-3);

    [Fact]
    public void Another_number_of_ranges_than_in_training_is_an_error() =>
        Assert.Throws<ArgumentException>("ranges", () => Head((0, 0)).Score(Text, [new TextRange(0, 4), new TextRange(5, 9)], [0]));

    [Fact]
    public void Sizes_that_do_not_fit_are_an_error()
    {
        var file = new ModelFile();
        SpanHead.Add(file, new float[Inputs * Hidden], new float[Hidden], new float[Hidden + 1], new float[1]);
        Assert.Throws<InvalidDataException>(() => SpanHead.Load(file));
    }

    [Fact]
    public void An_encoder_without_a_head_has_none() => Assert.Null(SpanHead.Load(new ModelFile()));

    [Fact]
    public void The_encoder_that_ships_judges_candidates() => Assert.Equal(7, MeaningEncoder.Default.Head!.Count);

    /// <summary>A head of three scores, each the hidden number of its index; the last has a bias of one.</summary>
    private static SpanHead Head(params (int Hidden, int Input)[] ones)
    {
        var (hidden, output) = (new float[Hidden * Inputs], new float[3 * Hidden]);
        foreach (var (row, input) in ones)
        {
            hidden[(row * Inputs) + input] = 1;
        }

        for (var score = 0; score < 3; score++)
        {
            output[(score * Hidden) + score] = 1;
        }

        var file = new ModelFile();
        SpanHead.Add(file, hidden, new float[Hidden], output, [0, 0, 1]);
        return SpanHead.Load(file)!;
    }

    // For numbers this large, x times the share of the normal distribution below it is nearly x.
    private static double Gelu(double x) => x * (1 - (Math.Exp(-x * x / 2) / (x * Math.Sqrt(2 * Math.PI)) * (1 - (1 / (x * x)))));
}
