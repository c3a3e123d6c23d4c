using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Says who a noun phrase is as a source. Names, and pronouns and roles that coreference has resolved, are entities; a
/// representative without a name counts as the principal; everybody else stays unnamed, described by the text's words.
/// </summary>
internal sealed class HolderFinder(SyntaxView view, EntityResolver entities)
{
    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite-article");
    private static readonly WordSet Definite = LanguagePack.Default.Words("function-words", "definite");
    private static readonly WordSet Belonging = LanguagePack.Default.Words("function-words", "belonging");
    private static readonly WordSet Inside = LanguagePack.Default.Words("function-words", "inside");
    private static readonly WordSet Locating = LanguagePack.Default.Words("function-words", "seat");

    private static readonly WordSet Offices = LanguagePack.Default.Words("office-words");
    private static readonly WordSet Officials = LanguagePack.Default.Words("officials");
    private static readonly WordSet Days = LanguagePack.Default.Words("days");
    private static readonly WordSet Ranks = LanguagePack.Default.Words("function-words", "rank");
    private static readonly WordSet Relative = LanguagePack.Default.Words("function-words", "relative");

    private readonly TitledPeople _titled = new(view);

    /// <summary>The holder of a source; of several coordinated ones the first.</summary>
    public Holder Find(IReadOnlyList<TokenSpan> source) => source.Count == 0 ? Nobody : Find(BestOf(source));

    /// <summary>The part of a discontinuous source that names somebody, else the first of those who can speak, else the first.</summary>
    private TokenSpan BestOf(IReadOnlyList<TokenSpan> source)
    {
        foreach (var part in source)
        {
            if (Find(part).Entity is not null)
            {
                return part;
            }
        }

        foreach (var part in source)
        {
            if (NounKinds.CanAct(view.Document.Word(view.HeadOf(part.First, part.End))))
            {
                return part;
            }
        }

        return source[0];
    }

    /// <summary>Whether a title stands there that several people of the document bear.</summary>
    public bool IsAmbiguous(int head) => _titled.IsAmbiguous(head);

    /// <summary>The holder that a noun phrase names.</summary>
    public Holder Find(TokenSpan phrase)
    {
        var head = view.HeadOf(phrase.First, phrase.End);
        return Named(phrase, head) ?? NamedFirst(phrase) ?? NamedLast(phrase, head) ?? NamedBefore(phrase, head) ?? Titled(phrase, head) ?? Unnamed(phrase);
    }

    /// <summary>All coordinated holders of a noun phrase: "the Times and the Gannett chain".</summary>
    public IEnumerable<Holder> FindAll(TokenSpan phrase)
    {
        if (PairOfNames(phrase) is var second and > 0)
        {
            yield return Find(new TokenSpan(phrase.First, second - 1));
            yield return Find(new TokenSpan(second, phrase.End));
            yield break;
        }

        if (TwoWithRoles(phrase) is var other and > 0)
        {
            yield return Find(new TokenSpan(phrase.First, TrimEnd(other, phrase.First)));
            yield return Find(new TokenSpan(other + 1, phrase.End));
            yield break;
        }

        var head = view.HeadOf(phrase.First, phrase.End);
        var last = phrase.First;
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (view.HasRelation(child, "conj") && child > last && child < phrase.End && !BelongsToThePartBefore(phrase, head, child))
            {
                var end = TrimEnd(view.SubtreeStart(child), phrase.First);
                if (end > last)
                {
                    yield return Find(new TokenSpan(last, end));
                    last = AfterJoiners(view.SubtreeStart(child), child);
                }
            }
        }

        yield return Find(new TokenSpan(last, phrase.End));
        foreach (var principal in OtherPrincipals(phrase, head))
        {
            yield return principal;
        }
    }

    /// <summary>
    /// Whether what the tree takes for one more holder is the name of the one before ("the council and President | Ann Lee": no comma or "and"
    /// between), or describes a person ("Ann Lee, a lawyer, and a Republican").
    /// </summary>
    private bool BelongsToThePartBefore(TokenSpan phrase, int head, int child)
    {
        var start = view.SubtreeStart(child);
        if (view.MentionOf[child] >= 0 && view.MentionOf[child] == view.MentionOf[head])
        {
            return true;   // "Blum & Marsh"
        }

        if (view.Tokens[head] is { Upos: Upos.Noun, Xpos: "NN" } && view.MentionOf[head] < 0 && view.MentionOf[child] < 0
            && AfterJoiners(start, child) == child && view.Tokens[child].Xpos is "NN" or "NNP" && Offices.Contains(view.Document.Word(child)))
        {
            return true;   // "the club's founder and director"
        }

        var last = view.Tokens[start].Upos == Upos.Cconj ? start - 1 : start - 2;
        if (!IsPersonName(child) && last > head && view.Document.Word(last) is not "," && AppositionBefore(head, last))
        {
            return true;   // "Ann Lee, a priest and editor"
        }

        if (!HasConjunction(phrase, head))
        {
            return true;   // "according to the Harbour Post, | Ann Lee"
        }

        if (start > phrase.First && view.Tokens[start].Upos is not (Upos.Cconj or Upos.Punct) && view.Tokens[start - 1].Upos is not (Upos.Cconj or Upos.Punct))
        {
            return true;
        }

        return Indefinite.Contains(view.Document.Word(AfterJoiners(start, child))) && IsPersonName(head);
    }

    private bool AppositionBefore(int head, int last)
    {
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (child > head && child <= last && view.HasRelation(child, "appos"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an "and" that is no part of a name stands behind the head.</summary>
    private bool HasConjunction(TokenSpan phrase, int head)
    {
        for (var i = head + 1; i < phrase.End; i++)
        {
            if (view.MentionOf[i] < 0 && (view.Tokens[i].Upos == Upos.Cconj || view.Document.Word(i) is "&"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a coordinated part begins, its "and" and comma left out.</summary>
    private int AfterJoiners(int first, int head)
    {
        while (first < head && view.Tokens[first].Upos is Upos.Cconj or Upos.Punct)
        {
            first++;
        }

        return first;
    }

    /// <summary>Where the second name begins in "Ann Lee and Tom Reed", whatever the tree says; -1 for any other phrase.</summary>
    private int PairOfNames(TokenSpan phrase)
    {
        if (view.MentionOf[phrase.First] is not (var first and >= 0))
        {
            return -1;
        }

        var and = view.Document.Mentions[first].EndToken;
        return and + 1 < phrase.End && view.IsWord(and, "and") && view.MentionOf[and + 1] is var second and >= 0
            && view.Document.Mentions[second].EndToken == phrase.End
            ? and + 1
            : -1;
    }

    /// <summary>The "and" of "the president of the club, Marco Rinaldi, and its lawyer, Eva Blum": a person's name and a comma end each part; -1 for any other phrase.</summary>
    private int TwoWithRoles(TokenSpan phrase)
    {
        for (var i = phrase.First + 2; i + 2 < phrase.End; i++)
        {
            if (view.Tokens[i].Upos == Upos.Cconj && view.Document.Word(i - 1) is "," && IsPersonName(i - 2)
                && view.MentionOf[phrase.End - 1] is var last and >= 0 && IsPersonName(phrase.End - 1)
                && view.Document.Mentions[last].FirstToken is var name && name > i + 1 && view.Document.Word(name - 1) is ",")
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>"lawyers for both Ann Lee and Tom Reed": those after the first.</summary>
    private IEnumerable<Holder> OtherPrincipals(TokenSpan phrase, int head)
    {
        if (!SourceNouns.SpeaksForAnother(view.Document.Word(head)))
        {
            yield break;
        }

        for (var i = head + 1; i < phrase.End; i++)
        {
            if (view.HasRelation(i, "conj") && view.Tokens[i].Head > head && view.MentionOf[i] is var mention and >= 0)
            {
                yield return Of(mention, phrase);
            }
        }
    }

    private static Holder Nobody => new(null, "", default);

    private Holder? Named(TokenSpan phrase, int head)
    {
        if (view.MentionOf[head] is var own && own >= 0)
        {
            // The head of a title phrase can be the title: "Senate Majority Leader Ann Lee".
            var person = view.Document.Mentions[own].Type == NameType.Person ? own : PersonBeside(phrase, head, isName: true);
            var after = Math.Max(head + 1, view.Document.Mentions[own].EndToken);
            if (person < 0 && PersonAtEnd(phrase) is var officer and >= 0 && !view.HasAny(after, phrase.End, Upos.Adp, Upos.Punct, Upos.Cconj))
            {
                person = officer;   // "Centre for Strategic and International Studies analyst Ann Lee" hung under the centre
            }

            return Of(person >= 0 ? person : own, phrase);
        }

        if (PersonBeside(phrase, head, isName: false) is var beside && beside >= 0)
        {
            return Of(beside, phrase);
        }

        if (PersonAtEnd(phrase) is var titled && titled >= 0)
        {
            return Of(titled, phrase);
        }

        var word = view.Document.Word(head);
        return head + 1 < phrase.End && Ranks.Contains(view.Document.Word(head + 1)) ? null   // "Peru's attorney general"
            : SourceNouns.SpeaksForAnother(word) || SourceNouns.IsUtterance(word) ? Principal(phrase, head)
            : head > phrase.First && view.MentionOf[head - 1] is var named and >= 0 && (SourceNouns.IsKind(word) ? !IsPlace(named) && view.Tokens[head - 1].Upos != Upos.Adj : IsBodyWithOfficials(named, head)) ? Of(named, phrase)
            : SourceNouns.IsBody(word) ? Body(phrase, head) ?? Seat(phrase, head)
            : null;
    }

    /// <summary>"The contractor, Arlo Works,": a body's name in apposition, and nothing before it that could be what it names instead ("the head of the firm, Arlo Works").</summary>
    private Holder? NamedLast(TokenSpan phrase, int head)
    {
        var last = TrimEnd(phrase.End, phrase.First) - 1;
        return last > head && view.MentionOf[last] is var mention and >= 0
            && view.Document.Mentions[mention] is { Form: MentionForm.Name, Type: not (NameType.Place or NameType.Person) } name
            && name.FirstToken > head && view.Document.Word(name.FirstToken - 1) is "," && !view.HasAny(phrase.First, name.FirstToken, Upos.Adp, Upos.Cconj)
            ? Of(mention, phrase)
            : null;
    }

    /// <summary>"the Harbour Post, Lima's largest newspaper": a name before a comma, whatever the tree takes for the head.</summary>
    private Holder? NamedFirst(TokenSpan phrase)
    {
        var first = Definite.Contains(view.Document.Word(phrase.First)) ? phrase.First + 1 : phrase.First;
        return first < phrase.End && view.MentionOf[first] is var mention and >= 0
            && view.Document.Mentions[mention] is { Form: MentionForm.Name, Type: not NameType.Place } name
            && name.FirstToken >= phrase.First && name.EndToken < phrase.End && view.Document.Word(name.EndToken) is ","
            ? Of(mention, phrase)
            : null;
    }

    private Holder Of(int mention, TokenSpan phrase) =>
        new(entities.OfMention(mention), Text(phrase), view.RangeOf(phrase.First, phrase.End));

    private Holder? Titled(TokenSpan phrase, int head) =>
        _titled.Find(phrase, head) is var chain and >= 0
            ? new Holder(entities.OfChain(chain), Text(phrase), view.RangeOf(phrase.First, phrase.End))
            : null;

    private Holder Unnamed(TokenSpan phrase)
    {
        var told = WithoutDays(WithoutClause(phrase));
        return new Holder(null, Text(told), view.RangeOf(told.First, told.End));
    }

    /// <summary>"the Observatory, | which has a network of activists": a clause behind a comma tells something of them, not who they are.</summary>
    private TokenSpan WithoutClause(TokenSpan phrase)
    {
        for (var i = phrase.First + 1; i + 1 < phrase.End; i++)
        {
            if (view.Document.Word(i) is "," && Relative.Contains(view.Document.Word(i + 1)))
            {
                return phrase with { End = i };
            }
        }

        return phrase;
    }

    /// <summary>"the cabinet | on Wednesday": when they spoke is no part of who they are.</summary>
    private TokenSpan WithoutDays(TokenSpan phrase)
    {
        var (first, end) = (phrase.First, phrase.End);
        while (end - first > 1 && Days.Contains(view.Document.Word(end - 1)))
        {
            end -= end - first > 2 && view.Tokens[end - 2].Upos == Upos.Adp ? 2 : 1;
        }

        while (end - first > 1 && Days.Contains(view.Document.Word(first)))
        {
            first++;
        }

        return new TokenSpan(first, end);
    }

    /// <summary>The person whom the head describes: "aide Ann Lee", "an aide, Ann Lee", "Ann Lee, an aide".</summary>
    private int PersonBeside(TokenSpan phrase, int head, bool isName)
    {
        for (var i = head + 1; i < phrase.End && i <= head + 2; i++)
        {
            if (IsPersonName(i))
            {
                return view.MentionOf[i];
            }

            // Behind a name and a comma somebody else begins: "according to the Harbour Post, Ann Lee …".
            if (isName || view.Document.Word(i) is not ",")
            {
                break;
            }
        }

        // The parser may take the apposition for the subject, and leave the name before the comma alone.
        var first = phrase.First;
        return first >= 2 && view.Tokens[head].Xpos is not ("NNS" or "NNPS") && view.Document.Word(first - 1) is "," && view.SentenceOf[first - 2] == view.SentenceOf[first] && IsPersonName(first - 2)
            ? view.MentionOf[first - 2]
            : -1;
    }

    /// <summary>
    /// A name that ends the phrase after a comma or a run of capitalised title words: "Chief of Defence Staff Air Marshal Ann Lee", "a
    /// senior aide to the mayor, Ann Lee". After "to President" it is somebody else's.
    /// </summary>
    private int PersonAtEnd(TokenSpan phrase)
    {
        var last = phrase.End - 1;
        while (last > phrase.First && view.Tokens[last].Upos == Upos.Punct)
        {
            last--;
        }

        if (!IsPersonName(last))
        {
            return -1;
        }

        var mention = view.MentionOf[last];
        var before = view.Document.Mentions[mention].FirstToken - 1;
        if (before >= phrase.First && view.Document.Word(before) is ",")
        {
            return mention;
        }

        var name = view.Document.Mentions[mention].FirstToken;
        while (before >= phrase.First
            && (view.MentionOf[before] >= 0 || view.Tokens[before].Upos is Upos.Noun or Upos.Propn or Upos.Adj || char.IsUpper(view.Document.Word(before)[0])
                || (view.Document.Word(before) is "of" && before + 1 < name)))
        {
            before--;
        }

        return before < phrase.First || view.Document.Word(before) is "the" or "," ? mention : -1;
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
                && view.Child(child, "case") is var preposition and >= 0 && Belonging.Contains(view.Document.Word(preposition))
                && Named(new TokenSpan(preposition + 1, Math.Min(phrase.End, view.SubtreeEnd(child))), child) is { } principal)
            {
                return principal with { Description = Text(phrase), Range = view.RangeOf(phrase.First, phrase.End) };
            }
        }

        for (var i = head - 1; i >= phrase.First; i--)
        {
            if (SourceNouns.IsKind(view.Document.Word(i)))
            {
                return null;   // "an Israeli newspaper report" is no report of Israel
            }

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
            // "A spokeswoman for a school in Lima" speaks for no city.
            if (view.MentionOf[i] is var mention and >= 0
                && !(view.Document.Mentions[mention].Type == NameType.Place && Inside.Contains(view.Document.Word(view.Document.Mentions[mention].FirstToken - 1))))
            {
                return Of(mention, phrase);
            }
        }

        return null;
    }

    private bool IsPlace(int mention) => entities.OfMention(mention).Type == EntityType.Place;

    /// <summary>"World Health Organization officials": the body, where they are its officials and no single one.</summary>
    private bool IsBodyWithOfficials(int mention, int head) =>
        Officials.Contains(view.Document.Word(head)) && view.Tokens[head].Xpos is "NNS" && view.Document.Mentions[mention].Type == NameType.Organization;

    /// <summary>"the government in Lima": the state that the capital stands for.</summary>
    private Holder? Seat(TokenSpan phrase, int head)
    {
        for (var child = view.FirstChild[head]; child >= 0; child = view.NextSibling[child])
        {
            if (child > head && child < phrase.End && view.MentionOf[child] is var mention and >= 0
                && view.Document.Mentions[mention].Type == NameType.Place
                && view.Child(child, "case") is var preposition and >= 0 && Locating.Contains(view.Document.Word(preposition)))
            {
                return Of(mention, phrase);
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

    /// <summary>"the health ministry" after "the Peruvian Health Ministry": a definite body whose words end a name in the document.</summary>
    private Holder? NamedBefore(TokenSpan phrase, int head)
    {
        if (!SourceNouns.IsBody(view.Document.Word(head)))
        {
            return null;
        }

        var first = head;
        while (first > phrase.First && view.Tokens[first - 1].Upos is Upos.Noun or Upos.Adj)
        {
            first--;
        }

        if (first == head)
        {
            return null;
        }

        // The last two words are enough: "a federal appeals court" is the Court of Appeals that the text names.
        var (modifier, noun) = (view.Document.Word(head - 1).ToString(), view.Document.Word(head).ToString());
        for (var chain = 0; chain < view.Document.Chains.Count; chain++)
        {
            var name = view.Document.Chains[chain].Name;
            if (HasWord(name, modifier) && HasWord(name, noun))
            {
                return new Holder(entities.OfChain(chain), Text(phrase), view.RangeOf(phrase.First, phrase.End));
            }
        }

        // Bodies that the name finder does not know as names: look for the words after a capitalised one.
        for (var i = 1; i + 1 < phrase.First; i++)
        {
            if (view.IsWord(i, modifier) && view.IsWord(i + 1, noun) && char.IsUpper(view.Document.Word(i - 1)[0])
                && Body(new TokenSpan(i, i + 2), i + 1) is { } body)
            {
                return body with { Description = Text(phrase), Range = view.RangeOf(phrase.First, phrase.End) };
            }
        }

        return null;
    }

    private static bool HasWord(string name, string word)
    {
        foreach (var part in name.AsSpan().Split(' '))
        {
            if (name.AsSpan(part).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private int TrimEnd(int end, int first)
    {
        while (end > first && view.Tokens[end - 1].Upos is Upos.Cconj or Upos.Punct)
        {
            end--;
        }

        return end;
    }

    // A phrase may end with the comma behind an apposition.
    private string Text(TokenSpan phrase) => view.RangeOf(phrase.First, phrase.End).Of(view.Document.Text).TrimEnd(',', ' ');
}
