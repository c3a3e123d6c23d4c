namespace OnRecord.Language.Tests;

public class SyntaxTreeTests
{
    // "the old mayor resigned . she left": two sentences, heads by index.
    private static readonly SyntaxTree Tree = Of([2, 2, 3, -1, 3, 6, -1], ["det", "amod", "nsubj", "root", "punct", "nsubj", "root"], 5);

    [Fact]
    public void Dependents_come_from_left_to_right()
    {
        Assert.Equal([0, 1], Dependents(2));
        Assert.Equal([2, 4], Dependents(3));
        Assert.Empty(Dependents(0));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(2, 0, 3)]
    [InlineData(3, 0, 5)]
    [InlineData(6, 5, 7)]
    public void A_subtree_reaches_over_all_that_hangs_below(int token, int start, int end) =>
        Assert.Equal((start, end), (Tree.SubtreeStart[token], Tree.SubtreeEnd[token]));

    [Theory]
    [InlineData(2, "amod", 1)]
    [InlineData(3, "obj", -1)]
    [InlineData(6, "nsubj", 5)]
    public void The_first_dependent_with_a_relation_is_found(int head, string relation, int child) => Assert.Equal(child, Tree.Child(head, relation));

    [Fact]
    public void Each_token_has_its_sentence() => Assert.Equal([0, 0, 0, 0, 0, 1, 1], Tree.SentenceOf);

    [Fact]
    public void A_document_hands_tree_and_lower_forms_on()
    {
        var document = LanguageEngine.Default.Analyze("The mayor resigned.");
        var other = document.With([], []);

        Assert.Same(document.Tree, other.Tree);
        Assert.Same(document.Lower, other.Lower);
    }

    private static SyntaxTree Of(int[] heads, string[] relations, int secondSentence) => new(
        [.. heads.Select((head, i) => new Token { Start = i, End = i + 1, Xpos = "", Head = head, Relation = relations[i] })],
        [new Sentence(0, secondSentence, 0, secondSentence, 0, false), new Sentence(secondSentence, heads.Length, secondSentence, heads.Length, 1, false)]);

    private static IEnumerable<int> Dependents(int head)
    {
        for (var child = Tree.FirstChild[head]; child >= 0; child = Tree.NextSibling[child])
        {
            yield return child;
        }
    }
}
