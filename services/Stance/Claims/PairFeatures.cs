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

    private readonly StoryMember[] _members;
    private readonly StoryTerms _terms = new();
    private readonly StoryTerms _evidence = new();
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
        var titles = positions.DistinctBy(position => position.ArticleId).Select(position => position.Title);
        _members = [.. positions.Select(position => new StoryMember(position, holders.KeyOf(position), _terms.Add(position.TermList), _evidence.Add(Stems(position.Evidence))))];
        _terms.Weigh(positions.Count);
        _evidence.Weigh(positions.Count);
        var title = titles.SelectMany(Stems).Select(_terms.Find).Where(term => term >= 0).Distinct().Order().ToArray();
        var (mean, evidenceMean) = (Mean(_members.Select(member => member.Vector)), Mean(_members.Select(member => member.EvidenceVector)));
        (_centre, _evidenceCentre) = (Dot(mean, mean), Dot(evidenceMean, evidenceMean));
        var headlines = positions.DistinctBy(position => position.ArticleId).Select(position => ClaimVector.Unpacked(position.TitleVector)).OfType<float[]>().ToList();
        foreach (var member in _members)
        {
            member.ToCentre = Dot(member.Vector, mean);
            member.EvidenceToCentre = Dot(member.EvidenceVector, evidenceMean);
            member.ToTitles = _terms.Cosine(member.Terms, title);
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
        var (all, content, names) = (_terms.Shared(a.Terms, b.Terms, _ => true), _terms.Shared(a.Terms, b.Terms, term => !_terms.IsName(term)), _terms.Shared(a.Terms, b.Terms, _terms.IsName));
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
        features[9] = _evidence.Cosine(a.Evidence, b.Evidence);
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

    /// <summary>For each position those after it that may be about the same: see <see cref="PairCandidates"/>.</summary>
    public IReadOnlyList<int>[] Candidates(int mostAtOnce, int each) => PairCandidates.Of([.. _members.Select(member => member.Terms)], _terms, mostAtOnce, each);

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
}
