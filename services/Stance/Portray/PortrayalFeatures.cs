using System.Numerics.Tensors;

namespace OnRecord.Stances;

/// <summary>
/// What a sentence says about one of those it names, as features: words to the left and right of the target and around it in the
/// dependency tree, negated or not, and pooled word vectors of the same contexts (Vo and Zhang 2015). Names are masked: how
/// somebody is portrayed must follow from what is said, not from who it is.
/// </summary>
internal static class PortrayalFeatures
{
    /// <summary>Slots for words and relations, by hash.</summary>
    public const int Hashed = 1 << 17;

    /// <summary>Numbers after the hashed slots.</summary>
    public const int Dense = Contexts * ((Pools * WordVectors.Dimensions) + Tones);

    private const int Contexts = 4;
    private const int Pools = 3;
    private const int Tones = 4;
    private const int NearReach = 5;

    /// <summary>Extracts the features of a target.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="targetFrom">First token of the target.</param>
    /// <param name="targetTo">One past its last token.</param>
    /// <param name="polarity">How good or bad words are.</param>
    /// <param name="hashed">Receives slots below <see cref="Hashed"/>; each counts once.</param>
    /// <param name="dense">Receives <see cref="Dense"/> numbers.</param>
    public static void Extract(
        PortrayalSentence sentence, int targetFrom, int targetTo, WordPolarity polarity, HashSet<int> hashed, Span<float> dense)
    {
        hashed.Clear();
        dense.Clear();
        var view = new View(sentence, targetFrom, targetTo);
        Words(view, hashed);
        Syntax(view, hashed);
        Pool(view, dense, 0, (token, _) => token < targetFrom, polarity);
        Pool(view, dense, 1, (token, _) => token >= targetTo, polarity);
        Pool(view, dense, 2, (token, _) => token >= targetFrom - NearReach && token < targetTo + NearReach, polarity);
        Pool(view, dense, 3, (_, steps) => steps <= 2, polarity);
    }

    private static void Words(View view, HashSet<int> hashed)
    {
        var last = "^";
        for (var token = view.From; token < view.To; token++)
        {
            var word = view.IsTarget(token) ? "<target>" : view.Word(token);
            if (!view.IsTarget(token))
            {
                var side = token < view.TargetFrom ? "l" : "r";
                Add(hashed, "w", word);
                Add(hashed, side, word);
                var distance = token < view.TargetFrom ? view.TargetFrom - token : token - view.TargetTo + 1;
                if (distance <= NearReach)
                {
                    Add(hashed, distance <= 2 ? side + "2" : side + "5", word);
                }
            }

            Add(hashed, "b", last, word);
            last = word;
        }

        Add(hashed, "at", view.TargetFrom == view.From ? "first" : view.TargetTo >= view.To - 1 ? "last" : "inside");
        Add(hashed, "quoted", view.IsQuoted ? "yes" : "no");
    }

    private static void Syntax(View view, HashSet<int> hashed)
    {
        var head = view.TargetHead;
        var relation = view.Relation(head);
        Add(hashed, "rel", relation);
        for (var token = view.From; token < view.To; token++)
        {
            if (view.IsTarget(token))
            {
                continue;
            }

            if (view.Steps(token) <= 2)
            {
                Add(hashed, "near", view.Word(token));
            }

            if (view.Head(token) == head)
            {
                Add(hashed, "child", view.Relation(token), view.Word(token));
            }
        }

        var governor = view.Head(head);
        if (governor < 0)
        {
            return;
        }

        Add(hashed, "gov", relation, view.Word(governor));
        Add(hashed, "gov", view.Word(governor));
        for (var token = view.From; token < view.To; token++)
        {
            if (view.Head(token) == governor && !view.IsTarget(token))
            {
                Add(hashed, "sib", relation, view.Relation(token), view.Word(token));
                Add(hashed, "sib", view.Relation(token), view.Word(token));
            }
        }

        if (view.Head(governor) is >= 0 and var grand)
        {
            Add(hashed, "grand", relation, view.Relation(governor), view.Word(grand));
            Add(hashed, "grand", view.Word(grand));
        }
    }

    /// <summary>Mean, largest and smallest of the word vectors of a context, and how much good and bad it holds.</summary>
    private static void Pool(View view, Span<float> dense, int context, Func<int, int, bool> isIn, WordPolarity polarity)
    {
        var block = dense.Slice(context * ((Pools * WordVectors.Dimensions) + Tones), (Pools * WordVectors.Dimensions) + Tones);
        var mean = block[..WordVectors.Dimensions];
        var most = block.Slice(WordVectors.Dimensions, WordVectors.Dimensions);
        var least = block.Slice(2 * WordVectors.Dimensions, WordVectors.Dimensions);
        var tones = block[(Pools * WordVectors.Dimensions)..];
        var total = 0f;
        for (var token = view.From; token < view.To; token++)
        {
            if (view.IsTarget(token) || view.Row(token) is not (>= 0 and var row) || !isIn(token, view.Steps(token)))
            {
                continue;
            }

            var vector = WordVectors.Default[row];
            var weight = WordVectors.Weight(row);
            total += weight;
            TensorPrimitives.MultiplyAdd(vector, weight, mean, mean);
            TensorPrimitives.Max(most, vector, most);
            TensorPrimitives.Min(least, vector, least);
            var tone = polarity.Of(row) * (view.IsNegated(token) ? -0.7f : 1);
            tones[tone > 0 ? 0 : 1] += Math.Abs(tone);
            tones[tone > 0 ? 2 : 3] = Math.Max(tones[tone > 0 ? 2 : 3], Math.Abs(tone));
        }

        TensorPrimitives.Divide(mean, MathF.Max(1, total), mean);
        tones[0] /= 4;
        tones[1] /= 4;
    }

    private static void Add(HashSet<int> hashed, params ReadOnlySpan<string> parts)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in parts)
        {
            foreach (var c in part)
            {
                hash = (hash ^ c) * 1099511628211UL;
            }

            hash = (hash ^ '|') * 1099511628211UL;
        }

        hashed.Add((int)((hash ^ (hash >> 32)) % Hashed));
    }

    /// <summary>A sentence as seen from the target.</summary>
    private sealed class View
    {
        private readonly PortrayalSentence _sentence;
        private readonly int[] _steps;

        public View(PortrayalSentence sentence, int targetFrom, int targetTo)
        {
            _sentence = sentence;
            (TargetFrom, TargetTo, TargetHead) = (targetFrom, targetTo, targetFrom);
            for (var token = targetFrom; token < targetTo; token++)
            {
                if (Head(token) < targetFrom || Head(token) >= targetTo)
                {
                    TargetHead = token;
                }
            }

            _steps = Walk();
        }

        public int From => _sentence.From;

        public int To => _sentence.To;

        public int TargetFrom { get; }

        public int TargetTo { get; }

        public int TargetHead { get; }

        public bool IsQuoted => _sentence.IsQuoted;

        public bool IsTarget(int token) => token >= TargetFrom && token < TargetTo;

        public string Word(int token) => _sentence.Word(token);

        public int Row(int token) => _sentence.Row(token);

        public bool IsNegated(int token) => _sentence.IsNegated(token);

        public string Relation(int token) => _sentence.Relation(token);

        public int Head(int token) => _sentence.Head(token);

        /// <summary>Steps in the tree from the target; large when there is no way.</summary>
        public int Steps(int token) => _steps[token - From];

        private int[] Walk()
        {
            var steps = new int[To - From];
            Array.Fill(steps, int.MaxValue);
            steps[TargetHead - From] = 0;
            // Trees are shallow near the target: three rounds of relaxing reach all that is asked for.
            for (var round = 0; round < 3; round++)
            {
                for (var token = From; token < To; token++)
                {
                    if (Head(token) is >= 0 and var head)
                    {
                        ref var one = ref steps[token - From];
                        ref var other = ref steps[head - From];
                        one = other < int.MaxValue ? Math.Min(one, other + 1) : one;
                        other = one < int.MaxValue ? Math.Min(other, one + 1) : other;
                    }
                }
            }

            return steps;
        }
    }
}
