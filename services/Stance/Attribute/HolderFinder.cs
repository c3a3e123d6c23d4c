using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Says who a noun phrase is as a source. Names, and pronouns and roles that coreference has resolved, are entities; a
/// representative without a name counts as the principal; everybody else stays unnamed, described by the text's words.
/// </summary>
internal sealed class HolderFinder
{
    private static readonly WordSet Definite = LanguagePack.Default.Words("function-words", "definite");
    private static readonly WordSet Days = LanguagePack.Default.Words("days");
    private static readonly WordSet Ranks = LanguagePack.Default.Words("function-words", "rank");
    private static readonly WordSet Relative = LanguagePack.Default.Words("function-words", "relative");

    private readonly SyntaxView _view;
    private readonly EntityResolver _entities;
    private readonly HolderFactory _holders;
    private readonly CoordinatedHolders _coordinated;
    private readonly PersonFinder _people;
    private readonly BodyFinder _bodies;
    private readonly PrincipalFinder _principals;
    private readonly TitledPeople _titled;

    public HolderFinder(SyntaxView view, EntityResolver entities)
    {
        (_view, _entities, _holders) = (view, entities, new HolderFactory(view, entities));
        (_coordinated, _people, _titled) = (new CoordinatedHolders(view), new PersonFinder(view), new TitledPeople(view));
        _bodies = new BodyFinder(view, _holders);
        _principals = new PrincipalFinder(view, _holders, _bodies, (phrase, head) => Named(phrase, head) ?? NamedLast(phrase, head));
    }

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
            if (NounKinds.CanAct(_view.Document.Word(_view.HeadOf(part.First, part.End))))
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
        var head = _view.HeadOf(phrase.First, phrase.End);
        return Named(phrase, head) ?? NamedFirst(phrase) ?? NamedLast(phrase, head) ?? _bodies.NamedBefore(phrase, head) ?? Titled(phrase, head) ?? Unnamed(phrase);
    }

    /// <summary>All coordinated holders of a noun phrase: "the Times and the Gannett chain".</summary>
    public IEnumerable<Holder> FindAll(TokenSpan phrase)
    {
        var head = _view.HeadOf(phrase.First, phrase.End);
        foreach (var part in _coordinated.Parts(phrase, head))
        {
            yield return Find(part);
        }

        foreach (var principal in _principals.Others(phrase, head))
        {
            yield return principal;
        }
    }

    private static Holder Nobody => new(null, "", default);

    private Holder? Named(TokenSpan phrase, int head)
    {
        if (_view.MentionOf[head] is var own && own >= 0)
        {
            // The head of a title phrase can be the title: "Senate Majority Leader Ann Lee".
            var person = _view.Document.Mentions[own].Type == NameType.Person ? own : _people.Beside(phrase, head, isName: true);
            var after = Math.Max(head + 1, _view.Document.Mentions[own].EndToken);
            if (person < 0 && _people.AtEnd(phrase) is var officer and >= 0 && !_view.HasAny(after, phrase.End, Upos.Adp, Upos.Cconj)
                && (_view.Document.Mentions[own].Type == NameType.Place || !_view.HasAny(after, phrase.End, Upos.Punct)))
            {
                person = officer;   // "Lima port captain, Ann Lee", or "Centre for Strategic and International Studies analyst Ann Lee" hung under the centre
            }

            return _holders.Of(person >= 0 ? person : own, phrase);
        }

        if (_people.Beside(phrase, head, isName: false) is var beside && beside >= 0)
        {
            return _holders.Of(beside, phrase);
        }

        if (_people.AtEnd(phrase) is var titled && titled >= 0)
        {
            return _holders.Of(titled, phrase);
        }

        var word = _view.Document.Word(head);
        return head + 1 < phrase.End && Ranks.Contains(_view.Document.Word(head + 1)) ? null   // "Peru's attorney general"
            : SourceNouns.SpeaksForAnother(word) || SourceNouns.IsUtterance(word) ? _principals.Of(phrase, head)
            : head > phrase.First && _view.MentionOf[head - 1] is var named and >= 0 && (SourceNouns.IsKind(word) ? _entities.OfMention(named).Type != EntityType.Place && _view.Tokens[head - 1].Upos != Upos.Adj : _bodies.HasOfficials(named, head)) ? _holders.Of(named, phrase)
            : SourceNouns.IsBody(word) ? _bodies.Named(phrase, head) ?? _bodies.Seat(phrase, head)
            : null;
    }

    /// <summary>
    /// "The contractor, Arlo Works,", "the news site Arlo": a body's name in apposition, and nothing before it that could be what it names instead ("the head of the firm,
    /// Arlo Works").
    /// </summary>
    private Holder? NamedLast(TokenSpan phrase, int head)
    {
        var last = _coordinated.WithoutJoiners(phrase.End, phrase.First) - 1;
        return last > head && _view.MentionOf[last] is var mention and >= 0
            && _view.Document.Mentions[mention] is { Form: MentionForm.Name, Type: not (NameType.Place or NameType.Person) } name
            && name.FirstToken > head && (name.FirstToken == head + 1 || _view.Document.Word(name.FirstToken - 1) is ",") && !_view.HasAny(phrase.First, name.FirstToken, Upos.Adp, Upos.Cconj)
            ? _holders.Of(mention, phrase)
            : null;
    }

    /// <summary>"the Harbour Post, Lima's largest newspaper": a name before a comma, whatever the tree takes for the head.</summary>
    private Holder? NamedFirst(TokenSpan phrase)
    {
        var first = Definite.Contains(_view.Document.Word(phrase.First)) ? phrase.First + 1 : phrase.First;
        return first < phrase.End && _view.MentionOf[first] is var mention and >= 0
            && _view.Document.Mentions[mention] is { Form: MentionForm.Name, Type: not NameType.Place } name
            && name.FirstToken >= phrase.First && name.EndToken < phrase.End && _view.Document.Word(name.EndToken) is ","
            ? _holders.Of(mention, phrase)
            : null;
    }

    private Holder? Titled(TokenSpan phrase, int head) => _titled.Find(phrase, head) is var chain and >= 0 ? _holders.OfChain(chain, phrase) : null;

    private Holder Unnamed(TokenSpan phrase) => _holders.Of(null, WithoutDays(WithoutClause(phrase)));

    /// <summary>"the Observatory, | which has a network of activists", "the Shore Watch, | a group of divers": what stands behind a comma tells something of them, not who they are.</summary>
    private TokenSpan WithoutClause(TokenSpan phrase)
    {
        if (_view.Child(_view.HeadOf(phrase.First, phrase.End), "appos") is var apposition and >= 0
            && _view.SubtreeStart(apposition) is var start && start > phrase.First && start < phrase.End
            && (_view.Document.Word(start) is "," ? start : start - 1) is var comma && comma > phrase.First && _view.Document.Word(comma) is ",")
        {
            return phrase with { End = comma };
        }

        for (var i = phrase.First + 1; i + 1 < phrase.End; i++)
        {
            if (_view.Document.Word(i) is "," && Relative.Contains(_view.Document.Word(i + 1)))
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
        while (end - first > 1 && Days.Contains(_view.Document.Word(end - 1)))
        {
            end -= end - first > 2 && _view.Tokens[end - 2].Upos == Upos.Adp ? 2 : 1;
        }

        while (end - first > 1 && Days.Contains(_view.Document.Word(first)))
        {
            first++;
        }

        return new TokenSpan(first, end);
    }
}
