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

        var word = view.Document.Word(head);
        return SourceNouns.SpeaksForAnother(word) || SourceNouns.IsUtterance(word) ? Principal(phrase, head)
            : SourceNouns.IsBody(word) ? Body(phrase, head)
            : null;
    }

    private Holder Of(int mention, TokenSpan phrase) =>
        new(entities.OfMention(mention), Text(phrase), view.RangeOf(phrase.First, phrase.End));

    private Holder Unnamed(TokenSpan phrase) => new(null, Text(phrase), view.RangeOf(phrase.First, phrase.End));

    /// <summary>The person whom the head describes: "aide Ann Lee", "an aide, Ann Lee", "Ann Lee, an aide".</summary>
    private int PersonBeside(TokenSpan phrase, int head)
    {
        for (var i = head + 1; i < phrase.End && i <= head + 2; i++)
        {
            if (IsPersonName(i))
            {
                return view.MentionOf[i];
            }

            if (view.Document.Word(i) is not ",")
            {
                break;
            }
        }

        // The parser may take the apposition for the subject, and leave the name before the comma alone.
        var first = phrase.First;
        return first >= 2 && view.Document.Word(first - 1) is "," && view.SentenceOf[first - 2] == view.SentenceOf[first] && IsPersonName(first - 2)
            ? view.MentionOf[first - 2]
            : -1;
    }

    private bool IsPersonName(int token) =>
        view.MentionOf[token] >= 0
        && view.Document.Mentions[view.MentionOf[token]] is { Type: NameType.Person, Form: MentionForm.Name };

    /// <summary>Whom a representative speaks for: "the Kremlin spokesman", "a lawyer for Ann Lee", "its office".</summary>
    private Holder? Principal(TokenSpan phrase, int head)
    {
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (child > head && child < phrase.End && view.Tokens[child].Relation is "nmod" or "obl"
                && view.Child(child, "case") is var preposition and >= 0 && view.Document.Word(preposition) is "for" or "of" or "at" or "from" or "with"
                && Named(new TokenSpan(child, Math.Min(phrase.End, view.SubtreeEnd(child))), child) is { } principal)
            {
                return principal with { Description = Text(phrase), Range = view.RangeOf(phrase.First, phrase.End) };
            }
        }

        for (var i = head - 1; i >= phrase.First; i--)
        {
            if (view.MentionOf[i] >= 0)
            {
                return Of(view.MentionOf[i], phrase);
            }

            if (SourceNouns.IsBody(view.Document.Word(i)) && Body(phrase, i) is { } body)
            {
                return body;
            }
        }

        for (var i = head + 1; i < phrase.End; i++)
        {
            if (view.MentionOf[i] >= 0)
            {
                return Of(view.MentionOf[i], phrase);
            }
        }

        return null;
    }

    /// <summary>"the Saudi government": the words from the name on to the head are the name of a body.</summary>
    private Holder? Body(TokenSpan phrase, int head)
    {
        var first = head;
        while (first > view.SentenceAt(head).FirstToken && view.Tokens[first - 1].Upos is Upos.Propn or Upos.Adj or Upos.Noun)
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
