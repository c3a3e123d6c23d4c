using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>A position in tokens, before repetitions are dropped.</summary>
internal sealed record FoundPosition
{
    /// <summary>Who.</summary>
    public required Holder Holder { get; init; }

    /// <summary>Where they stand.</summary>
    public required StanceLabel Label { get; init; }

    /// <summary>What it is about.</summary>
    public required TokenSpan Content { get; init; }

    /// <summary>The words that carry the stance.</summary>
    public required TokenSpan Carrier { get; init; }

    /// <summary>How it was put.</summary>
    public required StatementForm Form { get; init; }

    /// <summary>The cue; evidence covers anchor and content.</summary>
    public required TokenSpan Anchor { get; init; }

    /// <summary>Channel or null.</summary>
    public string? Via { get; init; }

    /// <summary>See <see cref="Position.Confidence"/>.</summary>
    public required float Confidence { get; init; }

    /// <summary>Whether a noun carries it: "his support for the bill".</summary>
    public bool IsNominal { get; init; }

    /// <summary>Whether the holder is an outlet that may only pass on what somebody else says in the content.</summary>
    public bool IsChannel { get; init; }

    /// <summary>The attribution inside the content, with its commas: "Lomax | , prosecutors said, | took bribes"; empty for none.</summary>
    public TokenSpan Parenthesis { get; init; }

    /// <summary>Whether the cue only says that something is said: the content then is what is claimed.</summary>
    public bool IsSaid { get; init; }

    /// <summary>See <see cref="Position.LabelConfidence"/>.</summary>
    public required float LabelConfidence { get; init; }

    /// <summary>What decided it; see <see cref="Position.DecidedBy"/>.</summary>
    public required string DecidedBy { get; init; }
}

/// <summary>Collects positions, drops repetitions and turns them into ranges of the text.</summary>
internal sealed class PositionList(SyntaxView view, EntityResolver entities, ResidueFinder lines)
{
    /// <summary>Sentences over which a short answer reaches back.</summary>
    private const int Reach = 2;

    private static readonly WordSet DoForms = LanguagePack.Default.Words("do-forms");

    private readonly ClaimWording _wording = new(view, entities);
    private readonly References _references = new(view);
    private readonly List<FoundPosition> _found = [];

    public void Add(FoundPosition position)
    {
        foreach (var other in _found)
        {
            var sameStand = other.Label == position.Label && SameHolder(other.Holder, position.Holder);
            if (sameStand && (Meets(other.Content, position.Content) || Meets(other.Anchor, position.Anchor)))
            {
                return;
            }
        }

        _found.Add(position);
    }

    /// <summary>Positions in text order; what a heading says is left out where the text near by says it too.</summary>
    public IReadOnlyList<Position> Finish() =>
        [.. _found.Select(Through).Where(p => !PassesOn(p) && !IsRepeatedInBody(p) && !IsMereMention(p))
            .OrderBy(p => p.Anchor.First)
            .Select(ToPosition)];

    /// <summary>Whether the content of an outlet's report is itself somebody else's position.</summary>
    private bool PassesOn(FoundPosition position) =>
        position.IsChannel && _found.Any(other => !other.IsChannel && Meets(other.Anchor, position.Content));

    private FoundPosition Through(FoundPosition position) =>
        position.Via is null && !position.IsChannel
            && _found.FirstOrDefault(other => other.IsChannel && Meets(position.Anchor, other.Content)) is { } outlet
            ? position with { Via = outlet.Holder.Name }
            : position;

    private static bool SameHolder(Holder a, Holder b) =>
        a.IsUnnamed == b.IsUnnamed && string.Equals(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);

    private static bool Meets(TokenSpan a, TokenSpan b) => a.First < b.End && b.First < a.End;

    private bool IsRepeatedInBody(FoundPosition position) =>
        lines.IsHeading(position.Anchor.First)
        && _found.Any(other => !lines.IsHeading(other.Anchor.First)
            && other.Label == position.Label && SameHolder(other.Holder, position.Holder)
            && Math.Abs(view.SentenceOf[other.Anchor.First] - view.SentenceOf[position.Anchor.First]) <= 4);

    /// <summary>"His denial" after "he denied" mentions the stance again.</summary>
    private bool IsMereMention(FoundPosition position) =>
        position.IsNominal
        && _found.Any(other => !ReferenceEquals(other, position) && other.Label == position.Label && SameHolder(other.Holder, position.Holder)
            && (!other.IsNominal || other.Anchor.First < position.Anchor.First));

    private Position ToPosition(FoundPosition position)
    {
        var first = Math.Min(position.Anchor.First, position.Content.First);
        var last = Math.Max(position.Anchor.End, position.Content.End) - 1;
        // "Imhof said he did not", "he called it false": what was claimed stands before.
        var worded = IsEllipsis(position) && (Antecedent(position) ?? SentenceBefore(position)) is { } claim ? claim : _references.Of(position, _found) ?? position;
        return new Position
        {
            Holder = position.Holder.Entity is { } entity ? position.Holder with { Names = entities.NamesOf(entity) } : position.Holder,
            Stance = position.Label,
            About = _wording.Of(worded),
            Topic = _wording.Topic(worded),
            AboutEntities = EntitiesIn(worded),
            Evidence = new TextRange(view.SentenceAt(first).Start, view.SentenceAt(last).End),
            Cue = view.RangeOf(position.Carrier.First, position.Carrier.End),
            Form = position.Form,
            ReportedVia = position.Via,
            Confidence = position.Confidence,
            DecidedBy = position.DecidedBy,
            Content = view.RangeOf(worded.Content.First, worded.Content.End),
            Stated = ReferenceEquals(worded, position) ? _wording.Stated(position) : "",
            LabelConfidence = position.LabelConfidence,
        };
    }

    /// <summary>Whether the content, but for the words that carry the stance, is pronouns and auxiliaries alone.</summary>
    private bool IsEllipsis(FoundPosition position)
    {
        if (position.Label is not (StanceLabel.Denies or StanceLabel.Questions))
        {
            return false;
        }

        var carrier = ContentLexicon.IsPhrase(view, position.Carrier) ? position.Carrier : default;
        for (var i = position.Content.First; i < position.Content.End; i++)
        {
            var isShort = view.Tokens[i].Upos is Upos.Pron or Upos.Aux or Upos.Part or Upos.Punct or Upos.Det or Upos.Adv or Upos.Adp
                || DoForms.Contains(view.Document.Word(i)) || Polarity.IsNegation(view, i);
            if (!isShort && !(i >= carrier.First && i < carrier.End))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The nearest earlier position that says something, at most two sentences before.</summary>
    private FoundPosition? Antecedent(FoundPosition position) => _found
        .Where(other => other.Anchor.First < position.Anchor.First && other.Label is not StanceLabel.NoComment && !IsEllipsis(other) && !Meets(other.Content, position.Content)
            && view.SentenceOf[position.Anchor.First] - view.SentenceOf[other.Anchor.First] <= Reach)
        .MaxBy(other => other.Anchor.First);

    /// <summary>What the text itself says right before: "The company has leaked oil. “That's not true,” Ann Lee said."</summary>
    private FoundPosition? SentenceBefore(FoundPosition position)
    {
        var own = view.SentenceOf[Math.Min(position.Anchor.First, position.Content.First)];
        if (own == 0 || view.Document.Sentences[own - 1] is not { IsHeadline: false } before || view.Document.Sentences[own].Paragraph - before.Paragraph > 1
            || lines.Contains(before.FirstToken) || !view.HasFinite(before.FirstToken, before.EndToken))
        {
            return null;
        }

        var content = new TokenSpan(before.FirstToken, view.WithoutMarks(before.FirstToken, before.EndToken));
        return position with { Label = StanceLabel.Affirms, Content = content, Carrier = default, Parenthesis = default, IsSaid = true, IsNominal = false };
    }

    private List<EntityReference> EntitiesIn(FoundPosition position)
    {
        var found = new List<EntityReference>();
        for (var i = position.Content.First; i < position.Content.End; i++)
        {
            if (view.MentionOf[i] is var mention and >= 0
                && entities.OfMention(mention) is var entity
                && entity.Chain != position.Holder.Entity?.Chain
                && found.TrueForAll(other => other.Chain != entity.Chain))
            {
                found.Add(entity);
            }
        }

        return found;
    }
}
