using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Says who a noun phrase is as a source. Names, and pronouns and roles that coreference has resolved, are entities; a
/// representative without a name counts as the principal; everybody else stays unnamed, described by the text's words.
/// </summary>
internal sealed class HolderFinder(SyntaxView view, EntityResolver entities)
{
    /// <summary>The holder of a source; of several coordinated ones the first.</summary>
    public Holder Find(IReadOnlyList<TokenSpan> source) => source.Count == 0 ? Nobody : Find(source[0]);

    /// <summary>The holder that a noun phrase names.</summary>
    public Holder Find(TokenSpan phrase)
    {
        var head = view.HeadOf(phrase.First, phrase.End);
        return Named(phrase, head) ?? Unnamed(phrase);
    }

    /// <summary>All coordinated holders of a noun phrase: "the Times and the Gannett chain".</summary>
    public IEnumerable<Holder> FindAll(TokenSpan phrase)
    {
        var head = view.HeadOf(phrase.First, phrase.End);
        var last = phrase.First;
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (view.HasRelation(child, "conj") && child > last && child < phrase.End)
            {
                var end = TrimEnd(view.SubtreeStart(child), phrase.First);
                if (end > last)
                {
                    yield return Find(new TokenSpan(last, end));
                    last = view.SubtreeStart(child);
                    while (last < child && view.Tokens[last].Upos is Upos.Cconj or Upos.Punct)
                    {
                        last++;
                    }
                }
            }
        }

        yield return Find(new TokenSpan(last, phrase.End));
    }

    private static Holder Nobody => new(null, "", default);

    private Holder? Named(TokenSpan phrase, int head)
    {
        var word = view.Document.Word(head);
        if (view.MentionOf[head] is var own && own >= 0)
        {
            // The head of a title phrase can be the title: "Senate Majority Leader Ann Lee".
            var person = view.Document.Mentions[own].Type == NameType.Person ? own : PersonBeside(phrase, head);
            return Of(person >= 0 ? person : own, phrase);
        }

        if (PersonBeside(phrase, head) is var beside && beside >= 0)
        {
            return Of(beside, phrase);
        }

        if (SourceNouns.SpeaksForAnother(word) || SourceNouns.IsUtterance(word))
        {
            return FirstMention(phrase, head) is var principal && principal >= 0 ? Of(principal, phrase) : null;
        }

        return SourceNouns.IsBody(word) ? Body(phrase, head) : null;
    }

    private Holder Of(int mention, TokenSpan phrase) =>
        new(entities.OfMention(mention), Text(phrase), view.RangeOf(phrase.First, phrase.End));

    private Holder Unnamed(TokenSpan phrase) => new(null, Text(phrase), view.RangeOf(phrase.First, phrase.End));

    /// <summary>A person's name right after the head, or after a comma as its apposition.</summary>
    private int PersonBeside(TokenSpan phrase, int head)
    {
        for (var i = head + 1; i < phrase.End && i <= head + 2; i++)
        {
            var mention = view.MentionOf[i];
            if (mention >= 0 && view.Document.Mentions[mention] is { Type: NameType.Person, Form: MentionForm.Name })
            {
                return mention;
            }

            if (view.Document.Word(i) is not ",")
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>The name that a representative belongs to: "the Kremlin spokesman", "a lawyer for Ann Lee".</summary>
    private int FirstMention(TokenSpan phrase, int head)
    {
        for (var i = head - 1; i >= phrase.First; i--)
        {
            if (view.MentionOf[i] >= 0)
            {
                return view.MentionOf[i];
            }
        }

        for (var i = head + 1; i < phrase.End; i++)
        {
            if (view.MentionOf[i] >= 0)
            {
                return view.MentionOf[i];
            }
        }

        return -1;
    }

    /// <summary>"the Saudi government": the words from the name on to the head are the name of a body.</summary>
    private Holder? Body(TokenSpan phrase, int head)
    {
        var first = head;
        while (first > phrase.First && view.Tokens[first - 1].Upos is Upos.Propn or Upos.Adj or Upos.Noun)
        {
            first--;
        }

        for (var i = first; i < head; i++)
        {
            if (view.MentionOf[i] >= 0 || char.IsUpper(view.Document.Word(i)[0]))
            {
                var range = view.RangeOf(first, head + 1);
                return new Holder(
                    new EntityReference(-1, range.Of(view.Document.Text), EntityType.Organization, "", ""), Text(phrase), range);
            }
        }

        return null;
    }

    private int TrimEnd(int end, int first)
    {
        while (end > first && view.Tokens[end - 1].Upos is Upos.Cconj or Upos.Punct)
        {
            end--;
        }

        return end;
    }

    private string Text(TokenSpan phrase) => view.RangeOf(phrase.First, phrase.End).Of(view.Document.Text);
}
