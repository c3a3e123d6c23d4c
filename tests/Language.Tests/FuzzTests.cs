using OnRecord.TestKit;

namespace OnRecord.Language.Tests;

/// <summary>Whatever comes in: no crash, bounded time, valid offsets, whole sentences, trees that are trees.</summary>
public class FuzzTests
{
    private const int Seed = 4711;

    [Theory]
    [InlineData("bytes")]
    [InlineData("units")]
    [InlineData("surrogates")]
    [InlineData("marks")]
    [InlineData("words")]
    public void Random_text_is_analysed(string kind)
    {
        var random = new Random(Seed);
        for (var round = 0; round < 200; round++)
        {
            var text = kind switch
            {
                "bytes" => RandomText.Bytes(random, random.Next(0, 400)),
                "units" => RandomText.Units(random, random.Next(0, 300), 0, 0x10000),
                "surrogates" => RandomText.Units(random, random.Next(0, 200), 0xD7F0, 0xE010),
                "marks" => RandomText.Pick(random, random.Next(0, 400), "\"'“”‘’«»()[]{}.,;:!?…-–—*#@$%&/\\ \n\t\r\u00A0\u200B"),
                _ => RandomText.Pick(random, random.Next(0, 500), "abcXYZ 019.,'’\"-—\n@$:/é中א😀"),
            };
            var bodyStart = random.Next(0, text.Length + 1);
            var splitsPair = bodyStart > 0 && bodyStart < text.Length && char.IsSurrogatePair(text[bodyStart - 1], text[bodyStart]);
            Check(text, splitsPair ? bodyStart - 1 : bodyStart);
        }
    }

    [Fact]
    public void A_million_letters_without_a_space_take_bounded_work() => CheckBounded(size => new string('a', size), 500_000);

    [Fact]
    public void Many_capitals_and_marks_without_a_space_take_bounded_work() =>
        CheckBounded(size => string.Concat(Enumerable.Repeat("A.b@c-d'e/", size)), 10_000);

    [Theory]
    [InlineData("\"")]
    [InlineData("“")]
    [InlineData("“”")]
    [InlineData("'")]
    public void A_hundred_thousand_quotation_marks_take_bounded_work(string mark) =>
        CheckBounded(size => string.Concat(Enumerable.Repeat(mark, size / mark.Length)), 50_000);

    [Fact]
    public void Many_names_and_pronouns_take_bounded_work() => CheckBounded(
        size => string.Concat(Enumerable.Range(0, size).Select(i => $"Ann Smith{i} met Bob Jones{i} and he said “I know her.” ")), 1_000);

    [Fact]
    public void Many_pronouns_for_one_name_take_bounded_work() => CheckBounded(
        size => "Ann Smith left. " + string.Concat(Enumerable.Repeat("She said that she knew her country and its people. ", size)), 1_000);

    [Fact]
    public void Many_parts_of_one_name_take_bounded_work() => CheckBounded(
        size => string.Concat(Enumerable.Range(0, size).Select(i => $"The Smith{i % 50} Bank of Lyme{i} is the Bank of Lyme{i / 2}. ")), 1_000);

    [Theory]
    [InlineData("אמר ראש הממשלה כי לא יתפטר. قال الرئيس إنه لن يستقيل.")]
    [InlineData("👩‍👩‍👧‍👦 🇩🇪🇫🇷 👍🏽👍🏿 ok 😀😀😀")]
    [InlineData("\uD83D alone \uDC00 and \uD83D\uD83D\uDE00\uDE00")]
    [InlineData("e\u0301\u0301\u0301 Z\u0351\u036B\u0343 \u202Ertl\u202C \u00AD\u200D")]
    [InlineData("")]
    [InlineData("   \n\r\n\t ")]
    public void Unusual_scripts_are_analysed(string text) => Check(text, 0);

    [Fact]
    public void The_same_text_gives_the_same_answer_on_all_threads()
    {
        const string Text = "Mayor quits\n\nHarold Wexler, the mayor of Lyme, said on Monday that he would resign. “I am tired,” Mr. Wexler told reporters.";
        var answers = new string[16];

        Parallel.For(0, answers.Length, i =>
        {
            var document = LanguageEngine.Default.Analyze(Text, 13);
            answers[i] = string.Join(' ', document.Tokens.Select(token => $"{token.Upos}/{token.Head}/{token.Relation}"))
                + string.Join(' ', document.Mentions.Select(mention => $"{mention.Range} {mention.Chain} {mention.Confidence}"));
        });

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public void A_cancelled_analysis_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => LanguageEngine.Default.Analyze("Some text.", 0, source.Token));
    }

    private static void CheckBounded(Func<int, string> text, int size) =>
        BoundedWork.Check(text, size, (grown, cancellation) => Check(LanguageEngine.Default.Analyze(grown, 0, cancellation), grown, 0));

    internal static void Check(string text, int bodyStart) => Check(LanguageEngine.Default.Analyze(text, bodyStart), text, bodyStart);

    private static void Check(Document document, string text, int bodyStart)
    {
        var last = 0;
        foreach (var token in document.Tokens)
        {
            Assert.True(token.Start >= last && token.End > token.Start && token.End <= text.Length);
            Assert.True(token.Start == 0 || !char.IsSurrogatePair(text[token.Start - 1], text[token.Start]));
            Assert.NotEmpty(token.Relation);
            last = token.End;
        }

        var next = 0;
        foreach (var sentence in document.Sentences)
        {
            Assert.Equal(next, sentence.FirstToken);
            Assert.True(sentence.EndToken > sentence.FirstToken);
            Assert.Equal(sentence.Start < bodyStart, sentence.IsHeadline);
            Assert.Equal(1, document.Tokens[sentence.FirstToken..sentence.EndToken].Count(token => token.Head < 0));
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                var steps = 0;
                for (var at = i; document.Tokens[at].Head >= 0; at = document.Tokens[at].Head)
                {
                    Assert.InRange(document.Tokens[at].Head, sentence.FirstToken, sentence.EndToken - 1);
                    Assert.True(++steps <= sentence.EndToken - sentence.FirstToken, "cycle");
                }
            }

            next = sentence.EndToken;
        }

        Assert.Equal(document.Tokens.Length, next);
        Assert.All(document.Mentions, mention => Assert.InRange(mention.Chain, 0, document.Chains.Count - 1));
        Assert.All(document.Mentions, mention => Assert.InRange(mention.Confidence, 0, 1));
        Assert.All(document.Chains, (chain, number) => Assert.All(chain.Mentions, mention => Assert.Equal(number, document.Mentions[mention].Chain)));
        Assert.All(document.Chains, chain => Assert.Contains(chain.Mentions, mention => document.Mentions[mention].Form == MentionForm.Name));
        Assert.Equal(document.Mentions.Count, document.Chains.Sum(chain => chain.Mentions.Count));
        Assert.All(document.Mentions, mention => Assert.Equal(
            new TextRange(document.Tokens[mention.FirstToken].Start, document.Tokens[mention.EndToken - 1].End), mention.Range));
    }
}
