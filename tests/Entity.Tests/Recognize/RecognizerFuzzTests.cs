using OnRecord.Language;
using OnRecord.TestKit;

namespace OnRecord.Entities.Tests;

/// <summary>Whatever comes in, the recogniser answers, its ranges lie in the text, and twice the text takes about twice the memory.</summary>
public sealed class RecognizerFuzzTests
{
    private const int Seed = 1107;

    private static readonly KnowledgeBase Knowledge = ShippedKnowledge.Load();
    private static readonly EntityRecognizer Recognizer = new(LanguageEngine.Default, Knowledge, new EntityLinker(Knowledge));

    [Theory]
    [InlineData("bytes")]
    [InlineData("units")]
    [InlineData("surrogates")]
    [InlineData("names")]
    public void Random_text_is_recognised(string kind)
    {
        var random = new Random(Seed);
        for (var round = 0; round < 100; round++)
        {
            Check(kind switch
            {
                "bytes" => RandomText.Bytes(random, random.Next(0, 400)),
                "units" => RandomText.Units(random, random.Next(0, 300), 0, 0x10000),
                "surrogates" => RandomText.Units(random, random.Next(0, 200), 0xD7F0, 0xE010),
                _ => Words(random, random.Next(0, 60)),
            });
        }
    }

    [Theory]
    [InlineData("אמר ראש הממשלה Angela Merkel כי לא יתפטר. قال الرئيس إنه لن يستقيل.")]
    [InlineData("👩‍👩‍👧‍👦 the country 🇩🇪 Germany 👍🏽 his party 😀😀😀")]
    [InlineData("\uD83D the French president \uDC00 and \uD83D\uD83D\uDE00 Emmanuel Macron\uDE00")]
    [InlineData("")]
    public void Unusual_scripts_are_recognised(string text) => Check(text);

    [Fact]
    public void Long_input_takes_bounded_work()
    {
        CheckBounded(size => new string('A', size), 500_000);
        CheckBounded(size => new string('"', size), 50_000);
        CheckBounded(size => string.Concat(Enumerable.Repeat("Germany and the United Nations met. The country said its party and the company won. ", size)), 300);
    }

    private static void CheckBounded(Func<int, string> text, int size) => BoundedWork.Check(text, size, Check);

    private static void Check(string text, CancellationToken cancellation = default)
    {
        var recognition = Recognizer.Recognize(text, 0, cancellation).Found;
        foreach (var mention in recognition.Mentions)
        {
            Assert.InRange(mention.Range.Start, 0, text.Length);
            Assert.InRange(mention.Range.End, mention.Range.Start + 1, text.Length);
            Assert.Equal(text[mention.Range.Start..mention.Range.End], mention.Surface);
            Assert.InRange(mention.Entity, 0, recognition.Entities.Count - 1);
        }

        Assert.Equal(recognition.Mentions.Count, recognition.Entities.Sum(entity => entity.MentionCount));
    }

    private static string Words(Random random, int count)
    {
        string[] words =
        [
            "Germany", "the country", "the French president", "Macron", "Emmanuel", "his party", "it", "she", "Kremlin", "-", "'s", "(", ")", ".", "“", "”",
            "the company", "Apple", "TV", "Duchess of", "Finn", "and", "is", "a", "port", "the city of", "Rome", "\n", "😀", "\uD83D",
        ];
        return string.Join(' ', Enumerable.Range(0, count).Select(_ => words[random.Next(words.Length)]));
    }
}
