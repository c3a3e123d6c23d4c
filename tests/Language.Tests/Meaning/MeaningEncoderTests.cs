using OnRecord.Language.Meaning;
using OnRecord.Language.Models;

namespace OnRecord.Language.Tests.Meaning;

public class MeaningEncoderTests
{
    private static readonly string[] Sentences =
    [
        "The minister resigned on Monday over the ferry contract.",
        "On Monday the minister stepped down because of the contract for the ferry.",
        "Heavy rain is expected along the northern coast this weekend.",
        "",
        "Zürich’s mayor — “Anna Šimková” — said: no.",
        "東京 and \uD800 broken text \u200B with 1,250.50 dollars & more",
        string.Join(' ', Enumerable.Repeat("a sentence without any end", 90)),
    ];

    private static readonly MeaningEncoder Encoder = MeaningEncoder.Default;

    [Fact]
    public void A_vector_has_length_one()
    {
        foreach (var vector in Encoder.Encode(Sentences))
        {
            Assert.Equal(MeaningEncoder.Dimensions, vector.Length);
            Assert.Equal(1, Cosine(vector, vector), 1e-4);
        }
    }

    [Fact]
    public void What_means_the_same_is_nearer_than_what_does_not()
    {
        var vectors = Encoder.Encode(Sentences);
        Assert.True(Cosine(vectors[0], vectors[1]) > 0.75, "a paraphrase");
        Assert.True(Cosine(vectors[0], vectors[2]) < 0.4, "another topic");
    }

    [Fact]
    public void A_vector_does_not_depend_on_its_company_or_the_order()
    {
        var model = ModelFile.OpenEmbedded(MeaningEncoder.FileName);
        var alone = Sentences.Select(text => MeaningEncoder.Load(model).Encode(text).ToArray()).ToList();
        var together = MeaningEncoder.Load(model).Encode([.. Sentences.Reverse(), .. Sentences]);
        for (var i = 0; i < Sentences.Length; i++)
        {
            Assert.Equal(alone[i], together[Sentences.Length + i].ToArray());
            Assert.Equal(alone[i], together[Sentences.Length - 1 - i].ToArray());
        }
    }

    [Fact]
    public void Every_kernel_gives_the_same_bits()
    {
        var model = ModelFile.OpenEmbedded(MeaningEncoder.FileName);
        string[] some = Sentences[..^1];   // the kernel of processors without vectors of bytes is slow
        var expected = Encoder.Encode(some);
        foreach (var kernel in Models.QuantizedMatrixTests.Kernels)
        {
            var vectors = MeaningEncoder.Load(model, kernel).Encode(some);
            for (var i = 0; i < some.Length; i++)
            {
                Assert.Equal(expected[i].ToArray(), vectors[i].ToArray());
            }
        }
    }

    [Fact]
    public async Task Threads_share_an_encoder()
    {
        var expected = Encoder.Encode(Sentences).Select(vector => vector.ToArray()).ToList();
        var shared = MeaningEncoder.Load(ModelFile.OpenEmbedded(MeaningEncoder.FileName));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 2 * Sentences.Length; i++)
            {
                var at = (i + thread) % Sentences.Length;
                Assert.Equal(expected[at], shared.Encode(Sentences[at]).ToArray());
            }
        })));
    }

    [Fact]
    public void The_pieces_of_a_text_pool_to_its_vector()
    {
        const string Text = "Anna Petrov, the mayor, denied that the bridge is unsafe.";
        var tokens = Encoder.EncodeTokens(Text);
        Assert.Equal(tokens.Ranges.Count * MeaningEncoder.Dimensions, tokens.Vectors.Length);
        Assert.Equal("bridge", tokens.Ranges.Select(range => range.Of(Text)).Single(word => word.StartsWith("bri", StringComparison.Ordinal)));

        var at = Text.IndexOf("that", StringComparison.Ordinal);
        var clause = tokens.Pool(new TextRange(at, Text.Length));
        Assert.Equal(1, Cosine(clause, clause), 1e-4);
        Assert.True(
            Cosine(clause, Encoder.Encode("The bridge is unsafe.")) > Cosine(tokens.Pool(new TextRange(0, at)), Encoder.Encode("The bridge is unsafe.")));
    }

    [Fact]
    public void A_long_text_is_cut()
    {
        Assert.Equal(MeaningEncoder.MostPieces, Encoder.Cut(Sentences[^1]).Count);
        Assert.Equal(MeaningEncoder.MostPieces, Encoder.Cut(new string('x', 100_000) + " " + Sentences[^1]).Count);
    }

    private static double Cosine(ReadOnlyMemory<float> one, ReadOnlyMemory<float> other)
    {
        double sum = 0;
        for (var i = 0; i < one.Length; i++)
        {
            sum += (double)one.Span[i] * other.Span[i];
        }

        return sum;
    }
}
