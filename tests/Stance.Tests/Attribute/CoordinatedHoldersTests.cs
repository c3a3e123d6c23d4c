using OnRecord.Language;
using OnRecord.Stances.Tests.Position;

namespace OnRecord.Stances.Tests.Attribute;

public sealed class CoordinatedHoldersTests
{
    private static readonly (string, NameType)[] States =
        [("Helvar", NameType.Place), ("Kessia", NameType.Place), ("Ruthenia", NameType.Place), ("Harbour Union", NameType.Organization)];

    [Fact]
    public void Names_in_a_row_are_parts_whatever_the_tree_says() =>
        Assert.Equal(
            ["Helvar", "Kessia", "Ruthenia", "the Harbour Union"],
            Parts("Helvar|Propn|NNP|0|root ,|Punct|,|3|punct Kessia|Propn|NNP|1|appos ,|Punct|,|5|punct Ruthenia|Propn|NNP|3|flat and|Cconj|CC|9|cc the|Det|DT|9|det Harbour|Propn|NNP|9|compound Union|Propn|NNP|5|conj", States));

    [Fact]
    public void A_name_behind_a_comma_without_and_tells_something_of_the_first() =>
        Assert.Equal(["Helvar , Kessia"], Parts("Helvar|Propn|NNP|0|root ,|Punct|,|3|punct Kessia|Propn|NNP|1|conj", States));

    [Fact]
    public void Who_is_coordinated_with_a_later_part_is_a_part() =>
        Assert.Equal(
            ["the guards", "local fishermen", "their families"],
            Parts("the|Det|DT|2|det guards|Noun|NNS|0|root ,|Punct|,|8|punct as|Adv|RB|8|cc well|Adv|RB|4|fixed as|Adp|IN|4|fixed local|Adj|JJ|8|amod fishermen|Noun|NNS|2|conj and|Cconj|CC|11|cc their|Pron|PRP$|11|nmod:poss families|Noun|NNS|8|conj"));

    [Fact]
    public void Two_people_behind_their_roles_are_two() =>
        Assert.Equal(
            ["the chair , Bo Marsh", "its lawyer , Eva Blum"],
            Parts(
                "the|Det|DT|2|det chair|Noun|NN|0|root ,|Punct|,|5|punct Bo|Propn|NNP|5|compound Marsh|Propn|NNP|2|appos ,|Punct|,|9|punct and|Cconj|CC|9|cc its|Pron|PRP$|9|nmod:poss lawyer|Noun|NN|5|conj ,|Punct|,|12|punct Eva|Propn|NNP|12|compound Blum|Propn|NNP|9|appos",
                ("Bo Marsh", NameType.Person), ("Eva Blum", NameType.Person)));

    [Fact]
    public void The_end_of_a_list_brings_its_names_along()
    {
        var view = Trees.View("Helvar|Propn|NNP|7|nsubj ,|Punct|,|3|punct Kessia|Propn|NNP|1|conj and|Cconj|CC|5|cc Ruthenia|Propn|NNP|1|conj have|Aux|VBP|7|aux condemned|Verb|VBN|0|root it|Pron|PRP|7|obj", States[..3]);

        Assert.Equal("Helvar , Kessia and Ruthenia", view.Words(new CoordinatedHolders(view).WithListBefore(new TokenSpan(4, 5))));
    }

    [Fact]
    public void Places_where_it_was_said_are_no_list_of_who_said_it()
    {
        var view = Trees.View("In|Adp|IN|2|case Helvar|Propn|NNP|6|obl and|Cconj|CC|4|cc Kessia|Propn|NNP|2|conj Ruthenia|Propn|NNP|6|nsubj condemned|Verb|VBD|0|root it|Pron|PRP|6|obj", States[..3]);

        Assert.Equal("Ruthenia", view.Words(new CoordinatedHolders(view).WithListBefore(new TokenSpan(4, 5))));
        Assert.Equal("Kessia", view.Words(new CoordinatedHolders(view).WithListBefore(new TokenSpan(3, 4))));
    }

    private static IEnumerable<string> Parts(string tree, params (string Name, NameType Type)[] names)
    {
        var view = Trees.View(tree, [.. names.Where(name => tree.Contains(name.Name.Split(' ')[0] + '|', StringComparison.Ordinal))]);
        var phrase = new TokenSpan(0, view.Tokens.Length);
        return new CoordinatedHolders(view).Parts(phrase, view.HeadOf(phrase.First, phrase.End)).Select(part => view.Words(part));
    }
}
