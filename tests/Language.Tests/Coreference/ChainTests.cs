using OnRecord.Language.Coreference;
using OnRecord.Language.Models;
using OnRecord.Language.Names;

namespace OnRecord.Language.Tests.Coreference;

public class ChainTests
{
    [Theory]
    [InlineData("Harold Wexler won. Wexler thanked voters.", "Harold Wexler", "Wexler")]
    [InlineData("Mary Oduya spoke first. Mr. Brandt left. Ms. Oduya stayed.", "Mary Oduya", "Oduya")]
    [InlineData("The World Health Organization (WHO) met in Geneva. The WHO said nothing.", "World Health Organization", "WHO")]
    [InlineData("Talks in the United States stalled. The U.S. sent an envoy.", "United States", "U.S.")]
    public void Variants_of_a_name_share_a_chain(string text, string name, string variant)
    {
        var document = LanguageEngine.Default.Analyze(text);

        Assert.Equal(ChainOf(document, name), ChainOf(document, variant));
        Assert.NotEqual(-1, ChainOf(document, variant));
    }

    [Theory]
    [InlineData("Harrow Field fell. Then Harrow rose.", "Harrow Field", "Harrow", true)]
    [InlineData("The Northern Post said so. Later the Post denied it.", "Northern Post", "Post", true)]
    [InlineData("Harrow Field and Harrow Lane fell. Then Harrow rose.", "Harrow Field", "Harrow", false)]
    public void Part_of_an_organization_s_name_stands_for_it_when_it_fits_no_other(string text, string name, string part, bool expected)
    {
        var document = LanguageEngine.Default.Analyze(text);
        var names = new List<FoundName>();
        foreach (var words in new[] { name, "Harrow Lane", part })
        {
            var start = text.LastIndexOf(words, StringComparison.Ordinal);
            if (start >= 0)
            {
                names.Add(new FoundName(
                    Array.FindIndex(document.Tokens, token => token.Start == start),
                    Array.FindIndex(document.Tokens, token => token.End == start + words.Length) + 1, NameType.Organization, 1));
            }
        }

        var (_, chains) = new CoreferenceResolver(WordVectors.Default, ReferenceModel.Load(ModelFile.OpenEmbedded(ReferenceModel.FileName))).Resolve(document, names);

        Assert.Equal(expected, chains[0].Mentions.Count == 2);
    }

    [Theory]
    [InlineData("Lyme is a port in the south.", "port", "Lyme")]
    [InlineData("They met in Lyme, a port in the south.", "port", "Lyme")]
    [InlineData("The city of Rome flooded again.", "city", "Rome")]
    [InlineData("Lyme is not a port.", "port", null)]
    [InlineData("Lyme may be a port soon.", "port", null)]
    [InlineData("The mayor of Rome resigned.", "mayor", null)]
    public void A_noun_that_the_sentence_equates_with_a_name_is_that_entity(string text, string noun, string? name)
    {
        var (document, _) = LanguageEngine.Default.ReadNames(text);
        var resolver = new CoreferenceResolver(WordVectors.Default, ReferenceModel.Load(ModelFile.OpenEmbedded(ReferenceModel.FileName)));
        var city = Array.FindIndex(document.Tokens, token => text[token.Start..token.End] is "Lyme" or "Rome");
        var (view, _, _) = resolver.FindNames(document, [new FoundName(city, city + 1, NameType.Place, 1)]);

        Assert.Equal(name is null ? -1 : 0, NounIdentity.ChainOf(view, Array.FindIndex(document.Tokens, token => text[token.Start..token.End] == noun)));
    }

    [Theory]
    [InlineData("“He told me that he would come,” John Wexler said.")]
    [InlineData("“It was late,” John Wexler said. “He listened to me.”")]
    [InlineData("“He told me that he would come,” Arsenal coach Mikel Arteta said.")]
    public void Nobody_is_he_in_their_own_words(string text)
    {
        var document = LanguageEngine.Default.Analyze(text);

        Assert.DoesNotContain(document.Mentions, mention => mention.Range.Of(text) is "He" or "he");
    }

    [Theory]
    [InlineData("duchess of lyme", "ann duchess of lyme", true)]
    [InlineData("ann , duchess of lyme", "eve , duchess of lyme", false)]
    [InlineData("duke of lyme", "ann , duchess of lyme", false)]
    public void A_peer_is_known_by_the_title(string one, string other, bool expected)
    {
        Assert.Equal(expected, Key(one).IsSamePerson(Key(other)));

        static NameKey Key(string words)
        {
            var document = LanguageEngine.Default.Analyze(words);
            return NameKey.Of(words, document.Tokens);
        }
    }

    [Theory]
    [InlineData("John Smith met Anna Smith in London. Mrs. Smith left early.", "Smith", "Anna Smith")]
    public void A_form_of_address_decides_between_two_people_of_one_family_name(string text, string variant, string owner)
    {
        var document = LanguageEngine.Default.Analyze(text);
        var last = document.Mentions.Last(mention => mention.Range.Of(text) == variant);

        Assert.Equal(owner, document.Chains[last.Chain].Name);
    }

    [Theory]
    [InlineData("Angela Merkel arrived in Paris. She met reporters.", "She", "Angela Merkel")]
    [InlineData("John Wexler said he would run again.", "he", "John Wexler")]
    [InlineData("“I am ready,” said Harold Wexler.", "I", "Harold Wexler")]
    [InlineData("John Wexler and Mary Oduya met in Berlin. He thanked her.", "her", "Mary Oduya")]
    [InlineData("Microsoft reported results on Tuesday. It said sales rose.", "It", "Microsoft")]
    public void A_pronoun_joins_the_one_name_that_fits(string text, string pronoun, string name)
    {
        var document = LanguageEngine.Default.Analyze(text);
        var mention = Assert.Single(document.Mentions, mention => mention.Form == MentionForm.Pronoun && mention.Range.Of(text) == pronoun);

        Assert.Equal(name, document.Chains[mention.Chain].Name);
    }

    [Theory]
    [InlineData("It is time to go home to London.")]
    [InlineData("John Wexler and Peter Brandt argued. He left.")]
    [InlineData("Mary Oduya paid him.")]
    [InlineData("Harold Wexler thanked him.")]
    public void A_pronoun_without_a_clear_antecedent_stays_unresolved(string text)
    {
        var document = LanguageEngine.Default.Analyze(text);

        Assert.DoesNotContain(document.Mentions, mention => mention.Form == MentionForm.Pronoun);
    }

    [Theory]
    [InlineData("Harold Wexler voted on Monday. “The council will wait,” he said, “but nobody has asked Harold Wexler yet.”", "he")]
    public void A_speaker_is_not_whom_he_names_in_what_he_says(string text, string pronoun)
    {
        var document = LanguageEngine.Default.Analyze(text);

        Assert.Contains(document.Chains, chain => chain.Name == "Harold Wexler");
        Assert.DoesNotContain(document.Mentions, mention => mention.Form == MentionForm.Pronoun && mention.Range.Of(text) == pronoun);
    }

    [Fact]
    public void A_long_quotation_after_a_colon_is_the_speech_of_the_subject()
    {
        const string Text = "Harold Wexler began with an attack on John Brandt: “He has said that he wants the job but he will not fight for it.”";

        var document = LanguageEngine.Default.Analyze(Text);

        Assert.All(document.Mentions.Where(mention => mention.Form == MentionForm.Pronoun && mention.Range.Of(Text) is "He" or "he"),
            mention => Assert.NotEqual("Harold Wexler", document.Chains[mention.Chain].Name));
        Assert.Contains(document.Mentions, mention => mention.Form == MentionForm.Pronoun && document.Chains[mention.Chain].Name == "John Brandt");
    }

    [Fact]
    public void An_office_in_capitals_is_no_name()
    {
        const string Text = "Anna Brandt opened the fair on Friday. The crowd cheered the Duchess for an hour.";

        var document = LanguageEngine.Default.Analyze(Text);

        Assert.DoesNotContain(document.Mentions, mention => mention.Form == MentionForm.Name && mention.Range.Of(Text) == "Duchess");
    }

    [Theory]
    [InlineData("Kremlin spokesman Dmitry Peskov spoke on Monday. The Kremlin spokesman gave no date.", "The Kremlin spokesman")]
    [InlineData("Dmitry Peskov, the Kremlin spokesman, spoke on Monday. Later the spokesman gave no date.", "the spokesman")]
    public void A_role_stands_for_the_only_person_who_has_it(string text, string nominal)
    {
        var document = LanguageEngine.Default.Analyze(text);
        var mention = Assert.Single(document.Mentions, mention => mention.Form == MentionForm.Nominal);

        Assert.Equal(nominal, mention.Range.Of(text));
        Assert.Equal("Dmitry Peskov", document.Chains[mention.Chain].Name);
        Assert.Equal("Kremlin spokesman", document.Chains[mention.Chain].Title);
    }

    [Theory]
    [InlineData("Secretary of State Anna Brandt resigned.", "Secretary of State")]
    [InlineData("Prime Minister Anna Brandt resigned.", "Prime Minister")]
    [InlineData("Anna Brandt is the director.", "director")]
    [InlineData("Anna Brandt resigned.", null)]
    public void The_title_of_a_person_is_kept(string text, string? title)
    {
        var document = LanguageEngine.Default.Analyze(text);

        Assert.Equal(title, Assert.Single(document.Chains, chain => chain.Name == "Anna Brandt").Title);
    }

    [Fact]
    public void Every_mention_is_in_the_chain_that_it_points_to()
    {
        const string Text = "Wexler quits\n\nHarold Wexler, the mayor of Lyme, quit on Monday. He said the city's mayor needs rest. “I am tired,” Wexler said.";

        var document = LanguageEngine.Default.Analyze(Text, 14);

        for (var i = 0; i < document.Mentions.Count; i++)
        {
            Assert.Contains(i, document.Chains[document.Mentions[i].Chain].Mentions);
        }

        Assert.Equal(document.Mentions.Count, document.Chains.Sum(chain => chain.Mentions.Count));
    }

    private static int ChainOf(Document document, string name) =>
        document.Mentions.LastOrDefault(mention => mention.Form == MentionForm.Name && mention.Range.Of(document.Text) == name)?.Chain ?? -1;
}
