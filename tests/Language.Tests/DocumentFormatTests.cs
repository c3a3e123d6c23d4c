using System.Text;

namespace OnRecord.Language.Tests;

/// <summary>What is written is read back whole; what is damaged is refused.</summary>
public class DocumentFormatTests
{
    private const string News =
        "Port strike ends\n\nKarin Holm, the harbour master of Vessby, said on Friday that the strike was over. “They won,” she told Radio Nord.\n\n"
        + "The Dockers' Union denied that it had accepted less than it asked for; its chairman, Mr. Olav Brekke, declined to comment.";

    [Theory]
    [InlineData(News, 18)]
    [InlineData("", 0)]
    [InlineData("   \n\n ", 2)]
    [InlineData("\uD83D alone \uDC00 and Anna \uD83DSmith said so.\r\n\r\n“No,” she said", 0)]
    [InlineData("אמר ראש הממשלה כי לא יתפטר. 😀😀 Peter O'Neil-Åse met Zoë. He left", 5)]
    public void A_document_comes_back_whole(string text, int bodyStart)
    {
        var document = LanguageEngine.Default.Analyze(text, bodyStart);

        var read = DocumentFormat.Read(DocumentFormat.Write(document), text);

        Assert.Equal(Describe(document), Describe(read));
    }

    [Fact]
    public void Random_texts_come_back_whole()
    {
        var random = new Random(2_026);
        for (var round = 0; round < 100; round++)
        {
            const string Letters = "abc XYZ. Ann said “He, 019'’\"-—\n@é中א😀";
            var text = string.Concat(Enumerable.Range(0, random.Next(400)).Select(_ => Letters[random.Next(Letters.Length)]));
            var document = LanguageEngine.Default.Analyze(text);

            Assert.Equal(Describe(document), Describe(DocumentFormat.Read(DocumentFormat.Write(document), text)));
        }
    }

    [Fact]
    public void Tokens_and_sentences_alone_come_back_whole()
    {
        var document = LanguageEngine.Segment(News, 18);

        Assert.Equal(Describe(document), Describe(DocumentFormat.Read(DocumentFormat.Write(document), News)));
    }

    [Fact]
    public void A_token_takes_few_bytes()
    {
        var document = LanguageEngine.Default.Analyze(string.Concat(Enumerable.Repeat(News[18..] + "\n\n", 20)));

        Assert.InRange(DocumentFormat.Write(document).Length, 1, 9 * document.Tokens.Length);
    }

    [Fact]
    public void Another_text_is_refused()
    {
        var bytes = DocumentFormat.Write(LanguageEngine.Default.Analyze(News));

        Assert.Throws<FormatException>(() => DocumentFormat.Read(bytes, News + "!"));
    }

    [Fact]
    public void Another_form_is_refused_with_its_number()
    {
        var bytes = DocumentFormat.Write(LanguageEngine.Default.Analyze(News));
        bytes[0] = 77;

        Assert.Contains("77", Assert.Throws<FormatException>(() => DocumentFormat.Read(bytes, News)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_cut_is_refused()
    {
        var bytes = DocumentFormat.Write(LanguageEngine.Default.Analyze(News));

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<FormatException>(() => DocumentFormat.Read(bytes.AsSpan(0, length), News));
        }

        Assert.Throws<FormatException>(() => DocumentFormat.Read([.. bytes, 0], News));
    }

    [Fact]
    public void Damage_is_refused_or_gives_a_document_whose_numbers_stay_inside()
    {
        var bytes = DocumentFormat.Write(LanguageEngine.Default.Analyze(News, 18));
        var random = new Random(7);
        var refused = 0;
        for (var round = 0; round < 5_000; round++)
        {
            var damaged = bytes.ToArray();
            for (var hit = random.Next(1, 4); hit > 0; hit--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                Assert.NotEmpty(Describe(DocumentFormat.Read(damaged, News)));
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1_000, 5_000);
    }

    /// <summary>Everything a document tells, with the words that its ranges name.</summary>
    private static string Describe(Document document)
    {
        var all = new StringBuilder().Append(document.BodyStart).AppendLine();
        for (var i = 0; i < document.Tokens.Length; i++)
        {
            var token = document.Tokens[i];
            all.AppendLine($"{token.Range} {document.Word(i)} {token.Upos} {token.Xpos} {token.Head} {token.Relation}");
        }

        foreach (var sentence in document.Sentences)
        {
            all.AppendLine($"{sentence} {sentence.Range.Of(document.Text)}");
        }

        foreach (var mention in document.Mentions)
        {
            all.AppendLine($"{mention} {mention.Range.Of(document.Text)} {document.Chains[mention.Chain].Name}");
        }

        foreach (var chain in document.Chains)
        {
            all.AppendLine($"{chain.Name} {chain.Type} {chain.Title ?? "-"} {string.Join(',', chain.Mentions.Select(i => document.Mentions[i].Range.Start))}");
        }

        return all.ToString();
    }
}
