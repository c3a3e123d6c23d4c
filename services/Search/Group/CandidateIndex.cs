using System.Runtime.InteropServices;

namespace OnRecord.Search;

/// <summary>
/// Finds the stories that share heavy terms with an article, without looking at the others. Only the heaviest terms of a story
/// are indexed, and a term that too many stories share says nothing and is skipped: the work per article stays bounded.
/// </summary>
internal sealed class CandidateIndex
{
    private const int TermsPerStory = 40;
    private const int TermsPerQuery = 40;
    private const int MaxPostings = 4_000;

    private readonly List<GroupedStory?> _stories = [];
    private readonly Dictionary<uint, List<int>> _postings = [];
    // Scores of the search that runs, by slot: all zero in between.
    private float[] _scores = [];
    private readonly List<int> _scored = [];
    private readonly PriorityQueue<int, (float Score, int Slot)> _best = new();
    private int _dead;

    /// <summary>Indexes a story, again after each change of its articles.</summary>
    public void Update(GroupedStory story)
    {
        if (story.Slot < 0)
        {
            story.Slot = _stories.Count;
            _stories.Add(story);
        }

        foreach (var term in story.Sum.Heaviest(TermsPerStory))
        {
            ref var slots = ref CollectionsMarshal.GetValueRefOrAddDefault(_postings, term, out _);
            slots ??= [];
            // One above the limit marks a list that is skipped; it need not grow any further.
            if (slots.Count <= MaxPostings && !story.IndexedTerms.Contains(term))
            {
                story.IndexedTerms.Add(term);
                slots.Add(story.Slot);
            }
        }
    }

    /// <summary>Forgets a story.</summary>
    public void Remove(GroupedStory story)
    {
        if (story.Slot < 0)
        {
            return;
        }

        _stories[story.Slot] = null;
        story.Slot = -1;
        story.IndexedTerms.Clear();
        if (++_dead > 1_000 && _dead > _stories.Count / 2)
        {
            Compact();
        }
    }

    /// <summary>The stories that share the most with <paramref name="vector"/>, best guess first.</summary>
    public List<GroupedStory> Find(SparseVector vector, int limit)
    {
        if (_scores.Length < _stories.Count)
        {
            Array.Resize(ref _scores, Math.Max(_stories.Count, 2 * _scores.Length));
        }

        var weights = vector.Weights;
        foreach (var term in vector.Heaviest(TermsPerQuery))
        {
            if (!_postings.TryGetValue(term, out var slots) || slots.Count > MaxPostings)
            {
                continue;
            }

            var weight = weights[Array.BinarySearch(vector.Terms, term)];
            foreach (var slot in slots)
            {
                if (_scores[slot] == 0)
                {
                    _scored.Add(slot);
                }

                _scores[slot] += weight * weight;
            }
        }

        return Best(limit);
    }

    /// <summary>The stories with the highest scores, of equals the older; clears the scores.</summary>
    private List<GroupedStory> Best(int limit)
    {
        foreach (var slot in _scored)
        {
            if (_stories[slot] is not null)
            {
                // The worst of the best comes out first.
                var rank = (_scores[slot], -slot);
                if (_best.Count < limit)
                {
                    _best.Enqueue(slot, rank);
                }
                else
                {
                    _best.EnqueueDequeue(slot, rank);
                }
            }

            _scores[slot] = 0;
        }

        _scored.Clear();
        var found = new List<GroupedStory>(_best.Count);
        while (_best.TryDequeue(out var slot, out _))
        {
            found.Add(_stories[slot]!);
        }

        found.Reverse();
        return found;
    }

    private void Compact()
    {
        var alive = _stories.OfType<GroupedStory>().ToList();
        _stories.Clear();
        _postings.Clear();
        _dead = 0;
        foreach (var story in alive)
        {
            story.Slot = -1;
            story.IndexedTerms.Clear();
            Update(story);
        }
    }
}
