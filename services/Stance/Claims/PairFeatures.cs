using System.Numerics.Tensors;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>
/// The positions of a story, made ready to be compared two by two: what <see cref="TreeModel.Pairs"/> sees of "are these about one proposition, its denial, or
/// one target?". A pair's numbers depend on the two and on the set of the story's positions, never on their order.
/// </summary>
internal sealed class PairFeatures
{
    /// <summary>Numbers a pair has.</summary>
    public const int Count = 46;

    // Two wordings that share only names ("Putin", "Trump") are about the same people, not yet the same thing.
    private const float NameWeight = 0.4f;

    private readonly Member[] _members;
    private readonly float[] _weights;
    private readonly bool[] _isName;
    private readonly float[] _evidenceWeights;
    private readonly float _centre;
    private readonly float _evidenceCentre;
    private readonly float _size;
    private readonly float _articles;

    /// <param name="positions">All of the story.</param>
    public PairFeatures(IReadOnlyList<StoredPosition> positions)
        : this(positions, new StoryHolders(positions))
    {
    }

    /// <param name="positions">All of the story.</param>
    /// <param name="holders">Who is one among them.</param>
    public PairFeatures(IReadOnlyList<StoredPosition> positions, StoryHolders holders)
    {
        var (terms, evidence, titles) = (new Vocabulary(), new Vocabulary(), positions.DistinctBy(position => position.ArticleId).Select(position => position.Title));
        _members = [.. positions.Select(position => new Member(position, holders.KeyOf(position), terms.Add(position.TermList), evidence.Add(Stems(position.Evidence))))];
        _weights = terms.Weights(positions.Count);
        _isName = terms.Marks();
        _evidenceWeights = evidence.Weights(positions.Count);
        var title = titles.SelectMany(Stems).Select(terms.Find).Where(term => term >= 0).Distinct().Order().ToArray();
        var (mean, evidenceMean) = (Mean(_members.Select(member => member.Vector)), Mean(_members.Select(member => member.EvidenceVector)));
        (_centre, _evidenceCentre) = (Dot(mean, mean), Dot(evidenceMean, evidenceMean));
        var headlines = positions.DistinctBy(position => position.ArticleId).Select(position => ClaimVector.Unpacked(position.TitleVector)).OfType<float[]>().ToList();
        foreach (var member in _members)
        {
            member.ToCentre = Dot(member.Vector, mean);
            member.EvidenceToCentre = Dot(member.EvidenceVector, evidenceMean);
            member.ToTitles = Cosine(member.Terms, title, _weights, _ => true);
            member.ToOwnTitle = Dot(member.Vector, ClaimVector.Unpacked(member.Position.TitleVector));
            foreach (var headline in headlines)
            {
                member.ToNearestTitle = MathF.Max(member.ToNearestTitle, MathF.Max(Dot(member.Vector, headline), Dot(member.EvidenceVector, headline)));
                member.ToTitlesInAll += Dot(member.EvidenceVector, headline) / headlines.Count;
            }
        }

        _size = MathF.Log(1 + positions.Count);
        _articles = positions.Select(position => position.ArticleId).Distinct().Count();
    }

    /// <summary>Whether the wording of a position says anything to compare.</summary>
    public bool IsEmpty(int member) => _members[member].Terms.Length == 0;

    /// <summary>How near a position is to the story's headlines, by its nearest, by all, by their words, and to the middle of the story.</summary>
    public (float NearestTitle, float AllTitles, float TitleWords, float Centre) Nearness(int member) =>
        (_members[member].ToNearestTitle, _members[member].ToTitlesInAll, _members[member].ToTitles, _members[member].EvidenceToCentre);

    /// <summary>The numbers of a pair.</summary>
    /// <param name="one">Index of a position.</param>
    /// <param name="other">Index of another; the two may change places.</param>
    /// <param name="features"><see cref="Count"/> numbers, overwritten.</param>
    public void Fill(int one, int other, Span<float> features)
    {
        var (a, b) = (_members[one], _members[other]);
        var (all, content, names) = (Shared(a.Terms, b.Terms, _ => true), Shared(a.Terms, b.Terms, term => !_isName[term]), Shared(a.Terms, b.Terms, term => _isName[term]));
        features.Clear();
        features[0] = all.Cosine;
        features[1] = content.Cosine;
        features[2] = names.Cosine;
        features[3] = all.Containment;
        features[4] = content.Containment;
        features[5] = Math.Min(6, content.Terms);
        features[6] = all.Rarest;
        features[7] = Math.Min(a.Terms.Length, b.Terms.Length);
        features[8] = Math.Max(a.Terms.Length, b.Terms.Length);
        features[9] = Cosine(a.Evidence, b.Evidence, _evidenceWeights, _ => true);
        (features[10], features[11]) = (Dot(a.Vector, b.Vector), Apart(Dot(a.Vector, b.Vector), a.ToCentre, b.ToCentre, _centre));
        features[12] = Numbers(a.Numbers, b.Numbers);
        features[13] = a.Holder == b.Holder ? 1 : 0;
        features[14] = a.Position.ArticleId == b.Position.ArticleId ? 1 : 0;
        features[15] = features[14] > 0 ? Math.Min(12, Math.Abs(a.Position.Ordinal - b.Position.Ordinal)) : 12;
        features[16] = features[14] > 0 && a.Position.EvidenceStart < b.Position.EvidenceEnd && b.Position.EvidenceStart < a.Position.EvidenceEnd ? 1 : 0;
        features[17] = Math.Min(a.Depth, b.Depth);
        features[18] = Math.Max(a.Depth, b.Depth);
        features[19] = a.Side * b.Side;
        features[20] = (a.IsTarget ? 1 : 0) + (b.IsTarget ? 1 : 0);
        features[21] = a.Position.Stance == b.Position.Stance ? 1 : 0;
        features[22] = (a.IsSilent ? 1 : 0) + (b.IsSilent ? 1 : 0);
        features[23] = _size;
        features[24] = _articles;
        features[25] = Math.Min(a.ToTitles, b.ToTitles);
        features[26] = Math.Max(a.ToTitles, b.ToTitles);
        features[27] = Math.Min(a.ToCentre, b.ToCentre);
        features[28] = Math.Max(a.ToCentre, b.ToCentre);
        features[29] = Math.Min(6, names.Terms);
        features[30] = a.Position.HolderKey == b.Position.HolderKey && a.Position.Stance == b.Position.Stance && features[14] == 0 ? 1 : 0;
        features[31] = a.Text == b.Text || a.Text.Contains(b.Text, StringComparison.OrdinalIgnoreCase) || b.Text.Contains(a.Text, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        features[32] = Dot(a.EvidenceVector, b.EvidenceVector);
        features[33] = Apart(features[32], a.EvidenceToCentre, b.EvidenceToCentre, _evidenceCentre);
        features[34] = MathF.Max(Dot(a.Vector, b.EvidenceVector), Dot(a.EvidenceVector, b.Vector));
        features[35] = MathF.Min(Dot(a.Vector, b.EvidenceVector), Dot(a.EvidenceVector, b.Vector));
        features[36] = MathF.Min(a.ToNearestTitle, b.ToNearestTitle);
        features[37] = MathF.Max(a.ToNearestTitle, b.ToNearestTitle);
        features[38] = MathF.Min(a.ToTitlesInAll, b.ToTitlesInAll);
        features[39] = MathF.Max(a.ToTitlesInAll, b.ToTitlesInAll);
        features[40] = MathF.Min(a.ToOwnTitle, b.ToOwnTitle);
        features[41] = MathF.Max(a.ToOwnTitle, b.ToOwnTitle);
        features[42] = MathF.Min(a.EvidenceToCentre, b.EvidenceToCentre);
        features[43] = MathF.Max(a.EvidenceToCentre, b.EvidenceToCentre);
        features[44] = MathF.Min(a.Position.Confidence, b.Position.Confidence);
        features[45] = (a.Position.Form == StatementForm.DirectQuote ? 1 : 0) + (b.Position.Form == StatementForm.DirectQuote ? 1 : 0);
    }

    /// <summary>Whether both say the same in the same words, whatever their order and endings.</summary>
    public static bool IsSameWording(ReadOnlySpan<float> features) => features[0] > 0.999f && features[5] >= 1;

    /// <summary>The positions that may be about the same as this one: those that share a term, or all of a small story.</summary>
    public IReadOnlyList<int>[] Candidates(int mostAtOnce, int each)
    {
        if (_members.Length <= mostAtOnce)
        {
            return [.. Enumerable.Range(0, _members.Length).Select(i => (IReadOnlyList<int>)[.. Enumerable.Range(i + 1, _members.Length - i - 1)])];
        }

        return Nearest(each);
    }

    private static IEnumerable<string> Stems(string text) => ClaimText.Words(text)
        .Where(word => !ClaimLexicon.IsFunctionWord(word) && !ClaimLexicon.IsNegation(word))
        .Select(ClaimLexicon.StemOf);

    private static float[]? Mean(IEnumerable<float[]?> vectors)
    {
        var sum = new float[ClaimVector.Length];
        var count = 0;
        foreach (var vector in vectors.OfType<float[]>())
        {
            TensorPrimitives.Add(sum, vector, sum);
            count++;
        }

        if (count == 0)
        {
            return null;
        }

        TensorPrimitives.Divide(sum, count, sum);
        return sum;
    }

    private static float Dot(float[]? one, float[]? other) => one is null || other is null ? 0 : TensorPrimitives.Dot<float>(one, other);

    /// <summary>The cosine of two meanings after what the whole story is about has been taken away from both.</summary>
    private static float Apart(float cosine, float oneToCentre, float otherToCentre, float centre)
    {
        var norms = MathF.Sqrt(MathF.Max(1e-3f, 1 - (2 * oneToCentre) + centre)) * MathF.Sqrt(MathF.Max(1e-3f, 1 - (2 * otherToCentre) + centre));
        return cosine == 0 ? 0 : (cosine - oneToCentre - otherToCentre + centre) / norms;
    }

    private static float Numbers(string[] a, string[] b) => a.Length == 0 || b.Length == 0 ? 0 : a.AsSpan().ContainsAny(b) ? 1 : -1;

    private (float Cosine, float Containment, int Terms, float Rarest) Shared(int[] a, int[] b, Func<int, bool> counts)
    {
        var (dot, terms, rarest) = (0f, 0, 0f);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j])
            {
                if (counts(a[i]))
                {
                    dot += Square(a[i]);
                    rarest = MathF.Max(rarest, _weights[a[i]]);
                    terms++;
                }

                i++;
                j++;
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        if (terms == 0)
        {
            return default;
        }

        var (mine, yours) = (0f, 0f);
        foreach (var term in a)
        {
            mine += counts(term) ? Square(term) : 0;
        }

        foreach (var term in b)
        {
            yours += counts(term) ? Square(term) : 0;
        }

        return (dot / MathF.Sqrt(mine * yours), dot / MathF.Min(mine, yours), terms, rarest);
    }

    private float Square(int term) => _weights[term] * _weights[term] * (_isName[term] ? NameWeight * NameWeight : 1);

    private static float Cosine(int[] a, int[] b, float[] weights, Func<int, bool> counts)
    {
        var (dot, mine, yours) = (0f, 0f, 0f);
        var j = 0;
        foreach (var term in a)
        {
            mine += weights[term] * weights[term];
            while (j < b.Length && b[j] < term)
            {
                j++;
            }

            dot += j < b.Length && b[j] == term && counts(term) ? weights[term] * weights[term] : 0;
        }

        foreach (var term in b)
        {
            yours += weights[term] * weights[term];
        }

        return dot == 0 ? 0 : dot / MathF.Sqrt(mine * yours);
    }

    /// <summary>For each position those after it that have most in common with it by words, or that have it so.</summary>
    private IReadOnlyList<int>[] Nearest(int each)
    {
        var byTerm = new List<int>[_weights.Length];
        for (var i = 0; i < _members.Length; i++)
        {
            foreach (var term in _members[i].Terms)
            {
                (byTerm[term] ??= []).Add(i);
            }
        }

        var pairs = new SortedSet<int>[_members.Length];
        var sums = new float[_members.Length];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = [];
        }

        for (var i = 0; i < _members.Length; i++)
        {
            Array.Clear(sums);
            // What many positions of the story share finds no neighbours; such terms would make every pair one.
            foreach (var term in _members[i].Terms.Where(term => byTerm[term].Count <= Math.Max(each, _members.Length / 8)))
            {
                foreach (var other in byTerm[term])
                {
                    sums[other] += Square(term);
                }
            }

            sums[i] = 0;
            foreach (var other in Enumerable.Range(0, sums.Length).Where(other => sums[other] > 0)
                .OrderByDescending(other => sums[other] / (1 + _members[other].Terms.Length)).ThenBy(other => other).Take(each))
            {
                pairs[Math.Min(i, other)].Add(Math.Max(i, other));
            }
        }

        return [.. pairs.Select(others => (IReadOnlyList<int>)[.. others])];
    }

    /// <summary>Words as numbers, and in how many positions each stands.</summary>
    private sealed class Vocabulary
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<int> _frequency = [];

        /// <summary>The numbers of the words, ascending, each once.</summary>
        public int[] Add(IEnumerable<string> words)
        {
            var numbers = words.Distinct(StringComparer.Ordinal).Select(Number).ToArray();
            foreach (var number in numbers)
            {
                _frequency[number]++;
            }

            Array.Sort(numbers);
            return numbers;
        }

        public int Find(string word) => _numbers.GetValueOrDefault(word, -1);

        /// <summary>The root keeps the words that the whole story is about from counting for nothing: the main claim is made of them.</summary>
        public float[] Weights(int positions) => [.. _frequency.Select(frequency => MathF.Sqrt(MathF.Log(1.5f + ((float)positions / frequency))))];

        public bool[] Marks()
        {
            var marks = new bool[_frequency.Count];
            foreach (var (word, number) in _numbers)
            {
                marks[number] = word[0] == '@';
            }

            return marks;
        }

        private int Number(string word)
        {
            if (!_numbers.TryGetValue(word, out var number))
            {
                _numbers[word] = number = _frequency.Count;
                _frequency.Add(0);
            }

            return number;
        }
    }

    private sealed class Member(StoredPosition position, string holder, int[] terms, int[] evidence)
    {
        public StoredPosition Position => position;

        public string Holder => holder;

        public int[] Terms => terms;

        public int[] Evidence => evidence;

        public string Text { get; } = position.About;

        public string[] Numbers { get; } = [.. ClaimText.Words(position.About).Where(word => char.IsAsciiDigit(word[0]))];

        public float[]? Vector { get; } = ClaimVector.Unpacked(position.Vector);

        public float[]? EvidenceVector { get; } = ClaimVector.Unpacked(position.EvidenceVector);

        /// <summary>How far down the article it stands; a headline stands at 0.</summary>
        public float Depth { get; } = MathF.Log(1 + position.EvidenceStart);

        public float ToCentre { get; set; }

        public float EvidenceToCentre { get; set; }

        public float ToTitles { get; set; }

        public float ToOwnTitle { get; set; }

        public float ToNearestTitle { get; set; }

        public float ToTitlesInAll { get; set; }

        public int Side { get; } = position.Stance switch
        {
            StanceLabel.Affirms or StanceLabel.Supports => 1,
            StanceLabel.Denies or StanceLabel.Opposes or StanceLabel.Questions => -1,
            _ => 0,
        };

        public bool IsTarget { get; } = position.Stance is StanceLabel.Supports or StanceLabel.Opposes;

        public bool IsSilent { get; } = position.Stance is StanceLabel.NoComment;
    }
}
