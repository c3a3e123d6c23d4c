using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Eval;
using OnRecord.Eval.Linking;
using OnRecord.Events;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Quality.Tests;

/// <summary>The scorers against examples that were counted by hand: a figure is only worth what its counting is.</summary>
public sealed class ScorerTests
{
    private const double Exactly = 1e-9;

    [Fact]
    public void Attributions_are_counted_by_spans_tokens_and_overlap()
    {
        const string Text = "Ann said that the dam broke. Tom denied it.";
        var document = LanguageEngine.Segment(Text);
        var score = new AttributionScore();

        // The first misses nothing but takes "that" for a part of the content; the second is too much.
        var pairs = score.Add(
            document,
            [Found("Ann", "said", "that the dam broke"), Found("Tom", "denied", "it")],
            [new GoldAttribution([At("Ann")], [At("said")], [At("the dam broke")])]);

        Assert.Equal([(0, 0)], pairs);
        var figures = score.Figures().ToDictionary(figure => figure.Name, figure => figure.Value);
        Near(1 / 2.0, figures["attribution.exact.source.precision"]);
        Near(1, figures["attribution.exact.source.recall"]);
        Near(2 / 3.0, figures["attribution.exact.source.f1"]);
        Near(0, figures["attribution.exact.content.f1"]);
        Near(3 / 5.0, figures["attribution.token.content.precision"]);
        Near(1, figures["attribution.token.content.recall"]);
        Near(3 / 8.0, figures["attribution.overlap.content.precision"]);
        Near(1, figures["attribution.overlap.content.recall"]);
        Near(1 / 2.0, figures["attribution.spans.cue.precision"]);

        TextRange At(string words) => new(Text.IndexOf(words, StringComparison.Ordinal), Text.IndexOf(words, StringComparison.Ordinal) + words.Length);
        Attribution Found(string source, string cue, string content) =>
            new([At(source)], [At(cue)], [At(content)], StatementForm.Indirect, new Holder(null, source, At(source)), 1);
    }

    [Fact]
    public void Names_are_right_with_their_type_and_both_ends()
    {
        var score = new NerScore();
        score.Add(
            new HashSet<GoldName> { new(0, 2, NameType.Person), new(4, 5, NameType.Organization), new(7, 8, NameType.Place) },
            new HashSet<GoldName> { new(0, 2, NameType.Person), new(4, 6, NameType.Organization) });
        score.Add(new HashSet<GoldName>(), new HashSet<GoldName> { new(1, 2, NameType.Place) });

        var figures = score.Figures("ner", [NameType.Person, NameType.Place]).ToDictionary(figure => figure.Name, figure => figure.Value);

        Near(1 / 3.0, figures["ner.precision"]);
        Near(1 / 3.0, figures["ner.recall"]);
        Near(1 / 3.0, figures["ner.f1"]);
        Near(1, figures["ner.PER.f1"]);
        Near(0, figures["ner.LOC.f1"]);
    }

    [Fact]
    public void Portrayals_are_counted_by_label()
    {
        var (macro, accuracy, f1) = PortrayalScore.Of(
        [
            (PortrayalLabel.Negative, PortrayalLabel.Negative), (PortrayalLabel.Negative, PortrayalLabel.Neutral),
            (PortrayalLabel.Neutral, PortrayalLabel.Positive), (PortrayalLabel.Positive, PortrayalLabel.Positive),
        ]);

        Assert.Equal([2 / 3.0, 0, 2 / 3.0], f1);
        Near(4 / 9.0, macro);
        Near(1 / 2.0, accuracy);
    }

    [Fact]
    public void Stories_are_counted_article_by_article()
    {
        // Two stories and a stray article in one cluster, the rest of the first story alone: B-cubed (Bagga and Baldwin 1998).
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        var (precision, recall, f1) = StoriesCommand.Score([("A", one), ("A", one), ("B", one), (null, one), ("A", other)]);

        Near((0.5 + 0.5 + 0.25 + 1) / 4, precision);
        Near(((2 / 3.0) + (2 / 3.0) + 1 + (1 / 3.0)) / 4, recall);
        Near(2 * precision * recall / (precision + recall), f1);
    }

    [Fact]
    public void Of_all_matchings_of_positions_the_largest_counts()
    {
        // The first fits both, the second only the first: whoever takes what comes first leaves the second without one.
        Assert.Equal([1, 0, -1], PositionsCommand.Match(["either", "first", "none"], ["first", "second"], (predicted, gold) => predicted == "either" || predicted == gold));
    }

    [Fact]
    public void Links_are_counted_by_what_was_found_what_was_given_and_what_is_known()
    {
        const string Text = "Ann met Bob in Lima.";
        TextRange ann = new(0, 3), bob = new(8, 11), lima = new(15, 19);
        var knowledge = new KnowledgeBase([new KnowledgeEntry("Q1", EntityType.Person, EntityKind.Unknown, "Ann", [], "", 50, "")]);
        // Bob is in Wikidata, but not in the knowledge base; Lima is an entity that Wikidata does not have.
        var text = new LinkedText("t", Text, new TextRange(0, Text.Length), [new(ann, "Q1", false, false), new(bob, "Q2", false, false), new(lima, null, false, false)]);
        var document = LanguageEngine.Segment(Text).With(
            [new(0, 1, ann, NameType.Person, MentionForm.Name, 0, 1), new(4, 5, lima, NameType.Place, MentionForm.Name, 1, 1)],
            [new("Ann", NameType.Person, [0], null), new("Lima", NameType.Place, [1], null)]);
        MentionLink right = new(new EntityIdentity("Q1", "Ann", EntityType.Person), 0.9f, LinkRule.Likeliest), wrong = new(new EntityIdentity("Q9", "Lima", EntityType.Place), 0.9f, LinkRule.Likeliest);
        MentionLink local = new(new EntityIdentity("local-1", "", EntityType.Person), 0, LinkRule.Unknown);
        var score = new LinkingScore(knowledge, annotatesReferences: false, printsErrors: false);

        score.AddFound(text, document, [right, wrong]);
        score.AddGiven(text, [right, local, local]);

        var figures = score.Figures().ToDictionary(figure => figure.Name, figure => figure.Value);
        Near(1 / 2.0, figures["linking.precision"]);
        Near(1 / 2.0, figures["linking.recall"]);
        Near(1 / 2.0, figures["linking.gold_span_accuracy"]);
        Near(1, figures["linking.accuracy_in_kb"]);
    }

    [Fact]
    public void Boards_are_counted_by_positions_rows_stands_contests_and_order()
    {
        BoardPosition Stand(string holder, string stance, string claim, string evidence) => new(holder, "PERSON", stance, claim, "INDIRECT", "", evidence, null, []);
        var (safe, denied, tax) = ("Ann said the dam is safe.", "Tom denied that.", "Ann backs the tax.");
        BoardActor[] actors = [new("Ann Lee", "PERSON", ["Ann"]), new("Tom Reed", "PERSON", ["Tom"])];
        var article = new BoardArticle("a", null, null, null, null, $"{safe} {denied} {tax}", []);
        var gold = new BoardStory("s", actors, [new("c1", "the dam is safe", 1), new("c2", "the tax", 2)],
        [
            article with { Positions = [Stand("Ann Lee", "AFFIRMS", "c1", safe), Stand("Tom Reed", "DENIES", "c1", denied), Stand("Ann Lee", "SUPPORTS", "c2", tax)] },
        ]);
        // Tom's stance is read wrong, the tax stands in the row of the dam, and a row too much stands first.
        var found = new BoardStory("s", [new("Ann", "PERSON", []), new("Tom", "PERSON", [])], [new("r2", "", 1), new("r1", "", 1) { Contested = true }],
        [
            article with
            {
                Positions = [Stand("Ann", "AFFIRMS", "r1", safe), Stand("Tom", "QUESTIONS", "r1", denied), Stand("Ann", "SUPPORTS", "r1", tax), Stand("Tom", "AFFIRMS", "r2", tax)],
            },
        ]);
        var score = new BoardScore();

        score.Add(new BoardMatch(gold, found), []);

        var figures = score.Figures().ToDictionary(figure => figure.Name, figure => figure.Value);
        Near(F1(2 / 4.0, 2 / 3.0), figures["positions.f1"]);
        Near(F1(3 / 4.0, 1), figures["positions.lenient.f1"]);
        Near(((2 / 3.0) + (2 / 3.0) + (1 / 3.0)) / 3, figures["claims.bcubed.precision"]);
        Near(1, figures["claims.bcubed.recall"]);
        Near(1 / 4.0, figures["stands.precision"]);
        Near(1 / 3.0, figures["stands.recall"]);
        Near(1, figures["contests.f1"]);
        Near(1, figures["flags.precision"]);
        Near(3 / Math.Log2(3) / (3 + (1 / Math.Log2(3))), figures["ranking.ndcg8"]);
    }

    [Fact]
    public void Copies_are_counted_by_the_group_of_what_they_were_linked_to()
    {
        Copy head = new("original", 1, "", ""), cut = new("cut", 1, "", ""), reordered = new("reordered", 1, "", ""), other = new("original", 2, "", ""), late = new("cut", 2, "", "");
        var score = new DuplicateScore();

        // One copy is linked rightly, one to another group, one not at all; the first of each group is nobody's copy.
        bool[] right = [score.Add(head, null), score.Add(other, null), score.Add(cut, head), score.Add(reordered, other), score.Add(late, null)];

        Assert.Equal([true, true, true, false, false], right);
        Near(1 / 2.0, score.Precision);
        Near(1 / 3.0, score.Recall(3));
        Near(1 / 2.0, score.Recall(2, "cut"));
        Near(0, score.Recall(1, "reordered"));
    }

    [Fact]
    public void Texts_of_pages_are_counted_in_runs_of_four_words_and_every_page_weighs_the_same()
    {
        // Gold has the runs abcd, bcde; found bcde, cdef: one right, one missing, one too much.
        var half = PageScore.Of("half", "a b c d e", "b c d e f");
        // A run that stands twice is wanted twice.
        var twice = PageScore.Of("twice", "x y z w x y z w", "x y z w");
        var exact = PageScore.Of("exact", "All is well.", "All is, well");
        var nothing = PageScore.Of("nothing", "a b c d", "");

        Near(1 / 2.0, half.Precision);
        Near(1 / 2.0, half.Recall);
        // xyzw twice, yzwx, zwxy, wxyz once: one of five is found.
        Near(1, twice.Precision);
        Near(1 / 5.0, twice.Recall);
        Assert.Equal([false, false, true, false], new[] { half, twice, exact, nothing }.Select(page => page.Exact));
        var figures = PageScore.Figures([half, twice, exact, nothing]).ToDictionary(figure => figure.Name, figure => figure.Value);
        Near((0.5 + 1 + 1) / 3, figures["extraction.precision"]);
        Near((0.5 + 0.2 + 1 + 0) / 4, figures["extraction.recall"]);
        Near(F1(2.5 / 3, 1.7 / 4), figures["extraction.f1"]);
        Near(1 / 4.0, figures["extraction.accuracy"]);
    }

    [Fact]
    public void Pronouns_and_nouns_are_right_in_a_chain_with_a_name_of_their_entity()
    {
        const string Text = "Ann met Bob. She praised him. The mayor left. Ann and Rob ate.";
        var document = LanguageEngine.Segment(Text).With(
            [
                Name("Ann", 0, 0), Name("Bob", 8, 1), Reference("She", 13, MentionForm.Pronoun, 0), Reference("him", 25, MentionForm.Pronoun, 0),
                Reference("The mayor", 30, MentionForm.Nominal, 1), Name("Ann", 46, 0), Name("Rob", 54, 1),
            ],
            [new("Ann", NameType.Person, [0, 2, 3, 5], null), new("Bob", NameType.Person, [1, 4, 6], null)]);
        // "him" is Bob, the mayor is Ann; Rob is somebody else.
        GoldReference[] gold =
        [
            Gold("Ann", 0, "ann"), Gold("Bob", 8, "bob"), Gold("She", 13, "ann"), Gold("him", 25, "bob"), Gold("The mayor", 30, "ann"), Gold("Ann", 46, "ann"), Gold("Rob", 54, "rob"),
        ];
        var score = new CoreferenceScore(errors: null);

        score.Add(document, gold);

        var figures = score.Figures().ToDictionary(figure => figure.Name, figure => figure.Value);
        Near(1 / 2.0, figures["coreference.pronoun.precision"]);
        Near(1 / 2.0, figures["coreference.pronoun.recall"]);
        Near(0, figures["coreference.nominal.precision"]);
        Assert.Equal(1, score.Nominals);
        // We join Ann with Ann and Bob with Rob; the annotators join Ann with Ann only.
        Near(1 / 2.0, figures["coreference.name_pairs.precision"]);
        Near(1, figures["coreference.name_pairs.recall"]);

        Mention Name(string words, int start, int chain) => Reference(words, start, MentionForm.Name, chain);
        Mention Reference(string words, int start, MentionForm form, int chain) => new(0, 1, Range(words, start), NameType.Person, form, chain, 1);
        GoldReference Gold(string words, int start, string chain) => new(Range(words, start), chain);
        TextRange Range(string words, int start)
        {
            Assert.Equal(words, Text.Substring(start, words.Length));
            return new(start, start + words.Length);
        }
    }

    [Fact]
    public void Claims_are_scored_as_the_challenge_does()
    {
        // A quarter for telling related from unrelated, three more for which of the three it is; only a quarter is to be had of an unrelated pair.
        var (weighted, macro, f1) = FncCorpus.Score(
        [
            (ClaimAnswer.Agree, ClaimAnswer.Agree), (ClaimAnswer.Agree, ClaimAnswer.Discuss), (ClaimAnswer.Disagree, ClaimAnswer.Unrelated),
            (ClaimAnswer.Unrelated, ClaimAnswer.Unrelated), (ClaimAnswer.Unrelated, ClaimAnswer.Discuss),
        ]);

        Near((1 + 0.25 + 0 + 0.25 + 0) / 3.5, weighted);
        double[] expected = [2 / 3.0, 0, 0, 1 / 2.0];
        Assert.Equal(expected, f1);
        Near(expected.Average(), macro);
    }

    private static double F1(double precision, double recall) => 2 * precision * recall / (precision + recall);

    private static void Near(double expected, double actual) => Assert.Equal(expected, actual, Exactly);
}
