using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>
/// Words what a position is about so that it can be read alone: a whole clause, cut only where the tree allows it, with the name in brackets for
/// a pronoun that coreference has resolved, and what is denied stated positively. The evidence keeps the article's own words.
/// </summary>
internal sealed class ClaimWording(SyntaxView view, EntityResolver entities)
{
    private readonly ClaimCut _cut = new(view);
    private readonly ClaimWriter _writer = new(view, entities);

    /// <summary>The wording of a position.</summary>
    public string Of(FoundPosition position)
    {
        var content = ClaimCore.Of(view, position);
        if (Directive.Find(view, position, content) is { } directive)
        {
            return $"{_writer.Write(directive.Addressee, position)} {Directive.Duty} {WriteWhole(directive.Action, position)}";
        }

        if (Predication.Find(view, position, content) is { } said)
        {
            return $"{_writer.Write(said.Subject, position)} {said.Link} {WriteWhole(said.Predicate, position)}";
        }

        if (CueClause.IsNeeded(view, position, content) && CueClause.Find(view, position, content) is { } clause)
        {
            return clause.HasSubject ? WriteWhole(clause.Words, position) : $"{HolderOf(position)} {WriteWhole(clause.Words, position)}";
        }

        var written = WriteWhole(content, position);
        return PassiveGerund.Subject(view, content) is { } subject ? $"{subject}{written[view.Document.Word(content.First).Length..]}" : written;
    }

    /// <summary>See <see cref="Position.Stated"/>.</summary>
    public string Stated(FoundPosition position) =>
        DeniedStatement.IsPlain(view, position) ? Of(position with { Label = StanceLabel.Affirms }) : "";

    /// <summary>The first words of what the position is about, as the article has them: what claims are compared by.</summary>
    public string Topic(FoundPosition position)
    {
        var content = ClaimCore.Of(view, position);
        return view.RangeOf(content.First, _cut.FirstWords(content)).Of(view.Document.Text).ReplaceLineEndings(" ");
    }

    private static string HolderOf(FoundPosition position) => position.Holder.IsUnnamed ? position.Holder.Name : $"[{position.Holder.Name}]";

    private string WriteWhole(TokenSpan words, FoundPosition position) => _writer.Write(_cut.Whole(words), position);
}
