namespace OnRecord.Search;

/// <summary>One decision of the grouper.</summary>
/// <param name="DecidedBy">The rule or measure that decided, with its value and the threshold.</param>
public abstract record GroupDecision(string DecidedBy)
{
    /// <summary>The article went into the story; <paramref name="Created"/> when it opened it.</summary>
    public sealed record Joined(GroupedArticle Article, GroupedStory Story, bool Created, string DecidedBy) : GroupDecision(DecidedBy);

    /// <summary>All articles of a story went into another one.</summary>
    public sealed record Merged(GroupedStory From, GroupedStory Into, IReadOnlyList<GroupedArticle> Articles, string DecidedBy) : GroupDecision(DecidedBy);

    /// <summary>Some articles of a story left it and are a story of their own now.</summary>
    public sealed record Split(GroupedStory From, GroupedStory Into, IReadOnlyList<GroupedArticle> Articles, string DecidedBy) : GroupDecision(DecidedBy);
}

/// <summary>
/// Groups articles into stories while they arrive, in any order: single-pass clustering (as in topic detection and tracking:
/// Allan, Papka and Lavrenko, SIGIR 1998) by the nearest articles of each story, with repair. A story that grew close to another merges with it;
/// one that fell apart is split. Deterministic for the same sequence of calls. Not thread-safe: it is the one serial decision.
/// </summary>
public sealed class StoryGrouper(GroupOptions options)
{
    private const int Candidates = 24;

    private readonly StorySimilarity _similarity = new(options);
    private readonly CandidateIndex _index = new();
    private readonly Dictionary<Guid, GroupedStory> _stories = [];
    private readonly Dictionary<Guid, (GroupedArticle Article, GroupedStory Story)> _articles = [];
    private readonly PriorityQueue<GroupedStory, long> _quiet = new();
    private long _clock;

    /// <summary>Articles in memory.</summary>
    public int ArticleCount => _articles.Count;

    /// <summary>Stories in memory.</summary>
    public IReadOnlyCollection<GroupedStory> Stories => _stories.Values;

    /// <summary>The story of an article, while both are in memory.</summary>
    public GroupedStory? StoryOf(Guid articleId) => _articles.TryGetValue(articleId, out var found) ? found.Story : null;

    /// <summary>Puts a new article into the story that it continues, or opens one, and repairs the stories around it.</summary>
    /// <param name="article">An article that is not in memory.</param>
    /// <param name="newStoryId">Makes the id of a new story.</param>
    /// <returns>What was decided, in order.</returns>
    public IReadOnlyList<GroupDecision> Add(GroupedArticle article, Func<Guid> newStoryId)
    {
        var decisions = new List<GroupDecision>();
        var candidates = _index.Find(article.Vector, Candidates);
        var (story, decidedBy) = StoryOf(article.OriginalArticleId ?? Guid.Empty) is { } own ? (own, GroupSignature.Copy) : Best(article, candidates);
        var created = story is null;
        story ??= new GroupedStory(newStoryId());
        Place(article, story);
        decisions.Add(new GroupDecision.Joined(article, story, created, decidedBy));
        story = MergeAround(story, candidates, decisions);
        SplitOff(story, newStoryId, decisions);
        Trim();
        return decisions;
    }

    /// <summary>Puts an article back where it was, when the memory is restored from the store.</summary>
    public GroupedStory Restore(GroupedArticle article, Guid storyId)
    {
        var story = _stories.TryGetValue(storyId, out var found) ? found : new GroupedStory(storyId);
        Place(article, story);
        return story;
    }

    /// <summary>Forgets an article that was retracted or is replaced; its story goes with its last article.</summary>
    public void Remove(Guid articleId)
    {
        if (!_articles.Remove(articleId, out var found))
        {
            return;
        }

        found.Story.Remove(found.Article);
        if (found.Story.Articles.Count == 0)
        {
            Forget(found.Story);
        }
    }

    /// <summary>The story that the article continues, or none, and why.</summary>
    private (GroupedStory? Story, string DecidedBy) Best(GroupedArticle article, List<GroupedStory> candidates)
    {
        GroupedStory? best = null;
        var bestScore = 0.0;
        foreach (var story in candidates)
        {
            var score = _similarity.Of(article, story);
            if (score >= bestScore)
            {
                (best, bestScore) = (story, score);
            }
        }

        return bestScore >= options.JoinThreshold ? (best, GroupSignature.Joined(bestScore, options.JoinThreshold)) : (null, GroupSignature.Opened(bestScore, options.JoinThreshold));
    }

    private GroupedStory MergeAround(GroupedStory story, List<GroupedStory> candidates, List<GroupDecision> decisions)
    {
        foreach (var other in candidates)
        {
            if (other == story || !_stories.ContainsKey(other.StoryId) || Bond(story, other) is not { } bond)
            {
                continue;
            }

            // The larger one keeps its id; more readers hold that.
            var (from, into) = other.Articles.Count > story.Articles.Count ? (story, other) : (other, story);
            var moved = from.Articles.ToList();
            Forget(from);
            foreach (var article in moved)
            {
                Place(article, into);
            }

            into.Heat = HeatScale.Combine(into.Heat, from.Heat);
            decisions.Add(new GroupDecision.Merged(from, into, moved, bond));
            story = into;
        }

        return story;
    }

    /// <summary>Why two stories are one; null where they are two.</summary>
    private string? Bond(GroupedStory left, GroupedStory right)
    {
        var (small, large) = left.Articles.Count < right.Articles.Count ? (left, right) : (right, left);
        if (small.Articles.Count == 1 && large.Articles.Count > 1 && _similarity.Of(small.Articles[0], large) is var drawn && drawn >= options.DrawThreshold)
        {
            return GroupSignature.Drawn(drawn, options.DrawThreshold);
        }

        return _similarity.Of(left, right) is var one && one >= options.MergeThreshold ? GroupSignature.Merged(one, options.MergeThreshold) : null;
    }

    private void SplitOff(GroupedStory story, Func<Guid> newStoryId, List<GroupDecision> decisions)
    {
        if (StorySplitter.SmallerHalf(story, options.SplitThreshold) is not ({ } leaving, var closeness))
        {
            return;
        }

        var parted = new GroupedStory(newStoryId()) { Heat = story.Heat };
        foreach (var article in leaving)
        {
            story.Remove(article);
            Place(article, parted);
        }

        _index.Update(story);
        decisions.Add(new GroupDecision.Split(story, parted, leaving, GroupSignature.Split(closeness, options.SplitThreshold)));
    }

    private void Place(GroupedArticle article, GroupedStory story)
    {
        story.Add(article);
        story.TouchedAt = ++_clock;
        _articles[article.ArticleId] = (article, story);
        if (_stories.TryAdd(story.StoryId, story))
        {
            _quiet.Enqueue(story, story.TouchedAt);
        }

        _index.Update(story);
    }

    private void Forget(GroupedStory story)
    {
        _stories.Remove(story.StoryId);
        _index.Remove(story);
    }

    /// <summary>Lets the stories go that were quiet longest. They stay in the store; only new articles no longer join them.</summary>
    private void Trim()
    {
        while (_articles.Count > options.ActiveArticles && _quiet.TryDequeue(out var story, out var touchedAt))
        {
            if (!_stories.ContainsKey(story.StoryId))
            {
                continue;
            }

            if (story.TouchedAt > touchedAt)
            {
                _quiet.Enqueue(story, story.TouchedAt);
                continue;
            }

            Forget(story);
            foreach (var article in story.Articles)
            {
                _articles.Remove(article.ArticleId);
            }
        }
    }
}
