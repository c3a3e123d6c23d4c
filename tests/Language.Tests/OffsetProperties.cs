using CsCheck;

namespace OnRecord.Language.Tests;

/// <summary>What holds for every text; a text for which it does not is made as small as can be before it is shown.</summary>
public sealed class OffsetProperties
{
    private const int Texts = 300;

    // Whole words, so that names, quotations and sentences are met, between units that nobody would write.
    private static readonly Gen<string> Pieces = Gen.OneOf<string>(
        Gen.OneOf<string>("Ann Lee", "said", "“", "”", "Mr. Reed", "he", "denied", ".", ",", "\n\n", " ", "’s", "the bridge", "(AP) -", "U.S.", "😀", "—"),
        Gen.Char.Select(unit => unit.ToString()));

    private static readonly Gen<string> Text = Pieces.Array[0, 60].Select(pieces => string.Concat(pieces));

    [Fact]
    public void Tokens_sentences_trees_and_mentions_lie_in_the_text() => Text.Sample(text => FuzzTests.Check(text, 0), iter: Texts, threads: 1);

    [Fact]
    public void An_analysis_comes_back_from_its_bytes_with_the_same_offsets() => Text.Sample(
        text =>
        {
            var document = LanguageEngine.Default.Analyze(text);
            var read = DocumentFormat.Read(DocumentFormat.Write(document), text);
            return document.Tokens.Select(token => (token.Start, token.End)).SequenceEqual(read.Tokens.Select(token => (token.Start, token.End)))
                && document.Mentions.Select(mention => mention.Range).SequenceEqual(read.Mentions.Select(mention => mention.Range));
        },
        iter: Texts, threads: 1);
}
