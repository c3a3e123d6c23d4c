using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Finds positions: every attribution whose holder and content take a stance, every stance verb or noun with a holder in the tree
/// that no attribution covers, and quotations left without a cue. See docs/stance.md.
/// </summary>
internal sealed class PositionFinder
{
    /// <summary>A second quotation in the sentence shorter than this many tokens is a fragment of the first.</summary>
    private const int ShortestPart = 5;

    /// <summary>Confidence from which a cue that no list knows is believed without quotation marks.</summary>
    private const float SureCue = 0.8f;

    private readonly SyntaxView _view;
    private readonly EntityResolver _entities;
    private readonly HolderFinder _holders;
    private readonly CueLexicon _lexicon = CueLexicon.Default;
    private readonly StanceRules _rules;
    private readonly PositionList _found;
    private readonly bool[] _consumed;
    private Holder? _lastPerson;
    private int _lastPersonToken;
    private Holder? _lastUnnamed;
    private EntityReference? _lastAuthor;

    public PositionFinder(SyntaxView view, EntityResolver entities, HolderFinder holders)
    {
        _view = view;
        _entities = entities;
        _holders = holders;
        _rules = new StanceRules(view, _lexicon);
        Residue = new ResidueFinder(view);
        _found = new PositionList(view, entities, Residue);
        _consumed = new bool[view.Tokens.Length];
    }

    private ResidueFinder Residue { get; }

    /// <summary>Positions in text order.</summary>
    public IReadOnlyList<Position> Find(IReadOnlyList<RawAttribution> attributions)
    {
        var next = 0;
        for (var i = 0; i < _view.Tokens.Length; i++)
        {
            if (next < attributions.Count && attributions[next].Cue.First <= i)
            {
                var attribution = attributions[next++];
                FromAttribution(attribution, attributions);
                Array.Fill(_consumed, true, attribution.Cue.First, attribution.Cue.End - attribution.Cue.First);
                i = Math.Max(i, attribution.Cue.First - 1);
                if (attribution.Cue.First == i)
                {
                    i = attribution.Cue.End - 1;
                }
            }
            else if (!_consumed[i])
            {
                FromPredicate(i);
            }
        }

        FromVerblessQuotes(attributions);
        FromFloatingQuotes(attributions);
        return _found.Finish();
    }

    private void FromAttribution(RawAttribution attribution, IReadOnlyList<RawAttribution> all)
    {
        if (Cited(attribution, all) is { } cited)
        {
            _found.Add(cited);
            return;
        }

        var match = MatchIn(attribution.Cue);
        if (match is { } found)
        {
            Consume(found);
        }

        var source = attribution.Source.Count > 0 && !IsRelativePronoun(attribution.Source[0])
            ? _holders.BestOf(attribution.Source)
            : Arguments.Subject(_view, attribution.CueHead);
        if (match is { Entry.Kind: not (CueKind.Say or CueKind.NoComment) } && Polarity.IsHypothetical(_view, attribution.CueHead))
        {
            return;
        }

        if (source is not { } phrase || Arguments.IsShortPassive(_view, attribution.CueHead) || IsPronounInQuote(phrase) || Residue.Contains(attribution.Cue.First) || (match is null && !CanBeCue(attribution)))
        {
            return;
        }

        var holders = HoldersOf(phrase);
        var isDescribed = match is { Entry.Kind: CueKind.Supports or CueKind.Opposes } && IsOnlyDescribed(phrase, attribution.CueHead);
        holders.RemoveAll(holder => holder.IsUnnamed && (isDescribed || !CanSpeak(phrase)));
        if (_view.Tokens[attribution.CueHead].Upos == Upos.Noun)
        {
            // "A congressman's assertion" only mentions a statement.
            holders.RemoveAll(holder => holder.IsUnnamed);
        }

        var channel = Channels.Find(_view, _entities, attribution);
        if (channel.IsOnlyChannel(attribution, all))
        {
            return;
        }

        for (var k = 0; k < attribution.Content.Count; k++)
        {
            var content = attribution.Content[k];
            if (k > 0 && _view.SentenceOf[content.First] == _view.SentenceOf[attribution.Cue.First]
                && (content.End - content.First < ShortestPart || _view.QuoteOf[content.End - 1] < 0))
            {
                continue;   // the rest of the same statement
            }

            if (match is not { Entry.Kind: not CueKind.Say } && content.End - content.First < 2 && _view.Tokens[content.First].Upos is Upos.Pron or Upos.Punct or Upos.Det or Upos.Sconj)
            {
                continue;   // "which was reported by …": what it points to stands elsewhere
            }

            var reading = match is { } cue && k == 0 ? _rules.Decide(cue, content) : ContentReader.Read(_view, content);
            if (reading is not { } stance)
            {
                return;
            }

            var carrier = stance.Carrier ?? (k == 0 ? new TokenSpan(attribution.Cue.First, attribution.Cue.End) : content);
            foreach (var holder in holders)
            {
                _found.Add(new FoundPosition(
                    holder, stance.Label, content, carrier, FormFinder.FormOf(_view, attribution.Content),
                    k == 0 ? new TokenSpan(attribution.Cue.First, attribution.Cue.End) : content,
                    channel.Of(attribution, all), attribution.Cue.Confidence, IsNominal: false)
                {
                    IsSaid = match is null or { Entry.Kind: CueKind.Say },
                    IsChannel = _view.IsWord(attribution.Cue.First, "according")
                        && holder.Entity is { Type: EntityType.Organization or EntityType.Other },
                });
            }
        }
    }

    /// <summary>"reported the call, citing people familiar with it": these people are a second holder, through the outlet.</summary>
    private FoundPosition? Cited(RawAttribution attribution, IReadOnlyList<RawAttribution> all)
    {
        if (_view.Document.Word(attribution.Cue.First) is not ("citing" or "quoting"))
        {
            return null;
        }

        var cited = attribution.Content[0];
        var holder = _holders.Find(cited);
        var report = all.LastOrDefault(other => other.Cue.First < attribution.Cue.First
            && _view.SentenceOf[other.Cue.First] == _view.SentenceOf[attribution.Cue.First]);
        if (holder.IsUnnamed && !CanAct(cited))
        {
            return null;
        }

        var outlet = attribution.Source.Count > 0 ? _holders.Find(attribution.Source[0]).Entity : null;
        var cue = new TokenSpan(attribution.Cue.First, cited.End);
        return new FoundPosition(
            holder, StanceLabel.Affirms, report?.Content[0] ?? cited, cue, StatementForm.Indirect, cue, outlet?.Name,
            attribution.Cue.Confidence, IsNominal: false);
    }

    private void FromPredicate(int token)
    {
        if (Residue.Contains(token)
            || IsInName(token)
            || _lexicon.Match(_view, token) is not { } match
            || match.Entry.Kind is CueKind.Say or CueKind.Ignore
            || (match.Entry.Kind != CueKind.NoComment && Polarity.IsHypothetical(_view, token)))
        {
            return;
        }

        Consume(match);
        var predicate = _view.HasRelation(token, "cop") ? _view.Tokens[token].Head : token;
        var subject = match.Entry.IsAgent ? Arguments.SubjectOfNoun(_view, token)
            : match.Entry.IsNoun ? Arguments.Bearer(_view, token)
            : Arguments.Subject(_view, predicate);
        var target = Arguments.Target(_view, predicate, match.End);
        if (subject is null && !match.Entry.IsNoun && Arguments.NameBefore(_view, token) is { } name)
        {
            subject = name;
        }

        if (subject is not null && match.Entry.NeedsObject && !match.Entry.IsNoun && !Arguments.IsPassive(_view, predicate))
        {
            target ??= Arguments.Rest(_view, match.End);
        }

        if (subject is not { } phrase || Arguments.IsShortPassive(_view, token) || IsPronounInQuote(phrase) || IsReportedHypothesis(token) || (match.Entry.NeedsObject && target is null) || _rules.Decide(match, target) is not { } stance)
        {
            return;
        }

        foreach (var holder in HoldersOf(phrase))
        {
            if (holder.IsUnnamed && (!CanAct(phrase) || IsOnlyDescribed(phrase, predicate)))
            {
                continue;
            }

            var cue = new TokenSpan(Math.Min(token, match.End - 1), match.End);
            _found.Add(new FoundPosition(
                holder, stance.Label, target ?? cue, stance.Carrier ?? cue,
                match.Entry.IsAction ? StatementForm.Action : FormFinder.FormOf(_view, [target ?? cue]),
                cue, null, match.Entry.IsNoun ? 0.5f : 0.7f, IsNominal: match.Entry.IsNoun));
        }
    }

    /// <summary>Whether the word stands inside a name: "Students Against the Harbour" oppose nothing by being named.</summary>
    private bool IsInName(int token) =>
        _view.MentionOf[token] is var mention and >= 0
        && _view.Document.Mentions[mention] is { Form: MentionForm.Name } name && name.FirstToken < token && token + 1 < name.EndToken;

    private bool IsRelativePronoun(TokenSpan phrase) =>
        phrase.End == phrase.First + 1 && _view.Document.Word(phrase.First) is "who" or "which" or "that";

    /// <summary>Whom "they" means inside somebody's words is not known; it is seldom the speaker.</summary>
    private bool IsPronounInQuote(TokenSpan phrase) =>
        _view.QuoteOf[phrase.First] >= 0 && phrase.End == phrase.First + 1 && _view.Tokens[phrase.First].Upos == Upos.Pron;

    /// <summary>A cue that no list knows counts when it is a verb, a colon or "according to".</summary>
    private bool CanBeCue(RawAttribution attribution) =>
        (attribution.Cue.Confidence >= SureCue || _view.Tokens[attribution.CueHead].Upos == Upos.Punct || FormFinder.FormOf(_view, attribution.Content) != StatementForm.Indirect)
        && (_view.Tokens[attribution.CueHead].Upos is Upos.Verb or Upos.Punct or Upos.Adp or Upos.Aux or Upos.X
        || _view.IsWord(attribution.Cue.First, "according"));

    /// <summary>Like <see cref="CanAct"/>, and reports and studies, which stand for their authors.</summary>
    private bool CanSpeak(TokenSpan phrase) =>
        CanAct(phrase) || SourceNouns.IsUtterance(_view.Document.Word(_view.HeadOf(phrase.First, phrase.End)));

    private bool CanAct(TokenSpan phrase)
    {
        var head = _view.HeadOf(phrase.First, phrase.End);
        return _view.Tokens[head].Upos == Upos.Pron || NounKinds.CanAct(_view.Document.Word(head));
    }

    /// <summary>
    /// Whether nobody in particular is told apart by what they do or want ("customers who want a refund", "a group backing the mayor"),
    /// asked for ("which of the men wants it"), or spoken of inside somebody's words.
    /// </summary>
    private bool IsOnlyDescribed(TokenSpan phrase, int predicate) =>
        _view.Tokens[predicate].Relation is "acl:relcl"
        || (_view.Tokens[predicate].Relation is "acl" && _view.Document.Word(phrase.First) is "a" or "an" or "A" or "An")
        || _view.QuoteOf[phrase.First] >= 0
        || _view.Document.Word(phrase.First) is "which" or "Which" or "what" or "What" or "whose" or "Whose";

    /// <summary>Whether the predicate describes something in a noun phrase rather than stating it: "a claim not supported by the facts".</summary>
    private bool IsReportedHypothesis(int token) =>
        Arguments.IsPassive(_view, token) && Polarity.IsNegated(_view, token);

    /// <summary>“No deal” from the mayor: a headline without a verb.</summary>
    private void FromVerblessQuotes(IReadOnlyList<RawAttribution> attributions)
    {
        foreach (var quote in _view.Quotes)
        {
            var own = _view.SentenceAt(quote.FirstToken);
            if (quote.FirstToken != own.FirstToken || quote.EndToken + 1 >= own.EndToken || _view.Document.Word(quote.EndToken) is not ("from" or "by")
                || _view.MentionOf[quote.EndToken + 1] < 0 || attributions.Any(a => Touches(a, quote)))
            {
                continue;
            }

            var content = new TokenSpan(quote.FirstToken, quote.EndToken);
            var reading = ContentReader.Read(_view, content);
            foreach (var holder in HoldersOf(new TokenSpan(quote.EndToken + 1, own.EndToken)))
            {
                _found.Add(new FoundPosition(
                    holder, reading.Label, content, reading.Carrier ?? content, StatementForm.DirectQuote, content, null, 0.6f, IsNominal: false));
            }
        }
    }

    /// <summary>Quotations that no cue claims belong to whoever spoke last, if that was in this or the previous paragraph.</summary>
    private void FromFloatingQuotes(IReadOnlyList<RawAttribution> attributions)
    {
        foreach (var quote in _view.Quotes)
        {
            if (quote.EndToken - quote.FirstToken < 7 || attributions.Any(a => Touches(a, quote)))
            {
                continue;
            }

            var own = _view.SentenceAt(quote.FirstToken);
            if (own.IsHeadline || own.FirstToken != quote.FirstToken)
            {
                continue;
            }

            var speaker = attributions.LastOrDefault(a => a.Cue.First < quote.FirstToken && a.Source.Count > 0 && IsQuoted(a));
            if (speaker is null || own.Paragraph - _view.SentenceAt(speaker.Content[^1].End - 1).Paragraph > 1)
            {
                continue;
            }

            var content = new TokenSpan(quote.FirstToken, quote.EndToken);
            var reading = ContentReader.Read(_view, content);
            foreach (var holder in HoldersOf(speaker.Source[0]))
            {
                _found.Add(new FoundPosition(
                    holder, reading.Label, content, reading.Carrier ?? content, StatementForm.DirectQuote, content, null, 0.6f, IsNominal: false));
            }
        }
    }

    private bool IsQuoted(RawAttribution attribution) =>
        attribution.Content.Any(content => _view.QuoteOf[content.First] >= 0 || _view.QuoteOf[content.End - 1] >= 0);

    private static bool Touches(RawAttribution attribution, Quote quote)
    {
        bool Meets(int first, int end) => first < quote.EndToken && quote.FirstToken < end;
        return Meets(attribution.Cue.First, attribution.Cue.End)
            || attribution.Content.Any(span => Meets(span.First, span.End)) || attribution.Source.Any(span => Meets(span.First, span.End));
    }

    private CueMatch? MatchIn(Cue cue)
    {
        for (var i = cue.First; i < cue.End; i++)
        {
            if (_lexicon.Match(_view, i, isCue: true) is { } match)
            {
                return match;
            }
        }

        return null;
    }

    /// <summary>The words of a match, and the verbs that complete it, are not looked at again.</summary>
    private void Consume(CueMatch match)
    {
        Array.Fill(_consumed, true, match.Token, match.End - match.Token);
        for (var child = _view.FirstChild[match.Token]; child >= 0; child = _view.NextSibling[child])
        {
            if (_view.HasRelation(child, "xcomp"))
            {
                _consumed[child] = true;
            }
        }
    }

    /// <summary>Holders of a phrase that can hold a position; pronouns that coreference left open go to who was last spoken of.</summary>
    private List<Holder> HoldersOf(TokenSpan phrase)
    {
        phrase = WithoutDateline(phrase);
        var holders = new List<Holder>();
        foreach (var holder in _holders.FindAll(phrase))
        {
            if (Settle(holder, phrase) is { } settled)
            {
                holders.Add(settled);
                if (settled.Entity is { } entity && SourceNouns.IsUtterance(_view.Document.Word(_view.HeadOf(phrase.First, phrase.End))))
                {
                    _lastAuthor = entity;
                }

                if (settled.Entity is { Type: EntityType.Person })
                {
                    _lastPerson = settled;
                    _lastPersonToken = phrase.End;
                }
                else if (settled.IsUnnamed)
                {
                    _lastUnnamed = settled;
                }
            }
        }

        return holders;
    }

    /// <summary>"LIMA (Reuters) - Peru said": the dateline is no part of the subject.</summary>
    private TokenSpan WithoutDateline(TokenSpan phrase)
    {
        if (phrase.First == _view.SentenceAt(phrase.First).FirstToken)
        {
            for (var i = phrase.First + 1; i < phrase.End - 1 && i < phrase.First + 10; i++)
            {
                if (_view.Document.Word(i) is "-" or "–" or "—" or "--" && _view.Document.Word(i - 1) is ")" or "AP" or "Reuters" or "AFP")
                {
                    return new TokenSpan(i + 1, phrase.End);
                }
            }
        }

        return phrase;
    }

    /// <summary>The organisation named last before a token, in this or the two sentences before.</summary>
    private EntityReference? LastBody(int token)
    {
        var mentions = _view.Document.Mentions;
        for (var m = mentions.Count - 1; m >= 0; m--)
        {
            if (mentions[m].EndToken <= token && mentions[m] is { Type: NameType.Organization, Form: MentionForm.Name })
            {
                return _view.SentenceOf[token] - _view.SentenceOf[mentions[m].FirstToken] <= 2 ? _entities.OfMention(m) : null;
            }
        }

        return null;
    }

    /// <summary>"…, said Ann Lee. She continued": with no other person named since, the pronoun is who spoke last.</summary>
    private bool IsContinued(TokenSpan phrase)
    {
        if (phrase.End != phrase.First + 1 || _view.Document.Word(phrase.First) is not ("He" or "he" or "She" or "she" or "his" or "His" or "her" or "Her")
            || _lastPersonToken == 0 || _view.SentenceOf[phrase.First] - _view.SentenceOf[_lastPersonToken - 1] > 2)
        {
            return false;
        }

        for (var i = _lastPersonToken; i < phrase.First; i++)
        {
            if (_view.MentionOf[i] >= 0
                && _view.Document.Mentions[_view.MentionOf[i]] is { Type: NameType.Person, Form: MentionForm.Name } other
                && other.Chain != _lastPerson!.Entity!.Chain)
            {
                return false;
            }
        }

        return true;
    }

    private Holder? Settle(Holder holder, TokenSpan phrase)
    {
        var head = _view.HeadOf(phrase.First, phrase.End);
        var word = _view.Document.Word(head);
        if (IsContinued(phrase) && _lastPerson is { Entity: { } speaker })
        {
            return holder with { Entity = speaker };
        }

        if (!holder.IsUnnamed)
        {
            return holder;
        }

        return holder.Description.ToLowerInvariant() switch
        {
            "nobody" or "none" or "no one" or "no-one" => null,
            ['n', 'o', ' ', ..] => null,   // "no officials": nobody took this stand
            "he" or "she" or "him" or "her" => _lastPerson is { } person ? holder with { Entity = person.Entity } : null,
            "they" => _lastUnnamed is { } group ? holder with { Description = group.Description } : null,
            "i" or "we" or "you" or "it" or "this" or "that" or "which" or "who" or "what" or "there" or "one" or "these" or "those" or "" => null,
            _ when SourceNouns.IsUtterance(word) && _lastAuthor is { } author && _view.Document.Word(phrase.First) is "the" or "The" =>
                holder with { Entity = author },
            _ => NounKinds.IsThing(word) ? null
                : NounKinds.IsKindOfBody(word) && _view.Document.Word(phrase.First) is "the" or "The" && LastBody(phrase.First) is { } body
                    ? holder with { Entity = body }
                : holder,
        };
    }
}
