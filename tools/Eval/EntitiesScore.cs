namespace OnRecord.Eval;

/// <summary>
/// Counts entities of articles: one is right when its type is and its name or one of its mentions equals, ignoring case, the name or a mention of a
/// gold entity. Each gold entity is found once.
/// </summary>
internal sealed class EntitiesScore
{
    private int _right, _found, _wanted;

    /// <summary>Counts an article.</summary>
    /// <param name="found">The entities that were found in it.</param>
    /// <param name="gold">Those that it has.</param>
    /// <returns>Those of the found that are wrong, and those of the gold that were missed.</returns>
    public (List<NamedEntity> Wrong, List<NamedEntity> Missed) Add(IEnumerable<NamedEntity> found, IEnumerable<NamedEntity> gold)
    {
        var missed = gold.ToList();
        var wrong = new List<NamedEntity>();
        _wanted += missed.Count;
        foreach (var entity in found)
        {
            _found++;
            var match = missed.FindIndex(candidate => candidate.Type == entity.Type && candidate.Names.Overlaps(entity.Names));
            if (match < 0)
            {
                wrong.Add(entity);
                continue;
            }

            _right++;
            missed.RemoveAt(match);
        }

        return (wrong, missed);
    }

    /// <summary>F1, precision and recall.</summary>
    public IEnumerable<(string Name, double Value)> Figures() => Eval.Figures.Of("entities", _right, _found, _wanted);
}
