using OnRecord.Language.Meaning;

namespace OnRecord.Language.Tests.Meaning;

public class WordPieceTokenizerTests
{
    private static readonly WordPieceTokenizer Tokenizer = new(
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "zurich", "un", "##safe", "##ly", "n", "t", "'", "don", "10", "$", ".", "the", "東", "京", "-", "##s"],
        ["üu"]);

    [Theory]
    [InlineData("Zürich", "Zürich")]
    [InlineData("the unsafely", "the|un|safe|ly")]
    [InlineData("don't", "don|'|t")]
    [InlineData("$10.", "$|10|.")]
    [InlineData("東京", "東|京")]
    [InlineData("un\u00ADsafe", "un|safe")]
    [InlineData("  the\u00A0the\n", "the|the")]
    public void A_text_is_cut_into_pieces_with_their_place(string text, string expected)
    {
        var pieces = Tokenizer.Cut(text, 20);
        var between = pieces.GetRange(1, pieces.Count - 2);
        Assert.Equal(2, pieces[0].Id);
        Assert.Equal(3, pieces[^1].Id);
        Assert.DoesNotContain(between, piece => piece.Id == 1);
        Assert.Equal(expected, string.Join('|', between.Select(piece => piece.Range.Of(text))));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("\uFFFDxyz")]
    public void What_no_piece_begins_is_unknown_as_a_whole(string text) =>
        Assert.Equal([2, 1, 3], Tokenizer.Cut(text, 20).Select(piece => piece.Id));

    [Fact]
    public void Nothing_but_control_characters_is_nothing() =>
        Assert.Equal([2, 3], Tokenizer.Cut("\u0000\uD800\u200B \t", 20).Select(piece => piece.Id));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void No_more_pieces_than_the_limit(int limit) =>
        Assert.Equal(limit, Tokenizer.Cut("the unsafe un the unsafely", limit).Count);

    [Fact]
    public void A_word_over_a_hundred_characters_is_unknown() =>
        Assert.Equal([2, 1, 15, 3], Tokenizer.Cut("un" + string.Concat(Enumerable.Repeat("safe", 500)) + " the", 20).Select(piece => piece.Id));
}
