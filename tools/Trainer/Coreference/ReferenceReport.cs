using OnRecord.Language.Coreference;

namespace OnRecord.Trainer.Coreference;

/// <summary>How often the likeliest candidate is right, by kind of anaphor.</summary>
internal static class ReferenceReport
{
    public static void Print(ReferenceModel model, IEnumerable<ReferenceExample> examples)
    {
        foreach (var group in examples.GroupBy(example => example.Kind).OrderBy(group => group.Key))
        {
            var (right, found, wanted) = (0, 0, 0);
            foreach (var example in group)
            {
                var best = Best(model, example);
                found += best >= 0 ? 1 : 0;
                wanted += example.IsNobody ? 0 : 1;
                right += best >= 0 && example.Candidates[best].IsRight ? 1 : 0;
            }

            Console.WriteLine($"dev.{group.Key} precision {(double)right / Math.Max(1, found):F4} recall {(double)right / Math.Max(1, wanted):F4} of {wanted}");
        }
    }

    /// <summary>The likeliest candidate, or -1 for nobody.</summary>
    private static int Best(ReferenceModel model, ReferenceExample example)
    {
        Span<float> own = stackalloc float[ReferenceModel.Hidden];
        Span<float> hidden = stackalloc float[ReferenceModel.Hidden];
        own.Clear();
        model.AddFeatures(example.Features, own);
        model.AddVector(1, example.Noun, own);
        model.AddVector(2, example.Governor, own);
        own.CopyTo(hidden);
        model.AddFeatures([FeatureSlots.Nobody + (int)example.Kind], hidden);
        var (best, most) = (-1, model.Score(hidden));
        for (var i = 0; i < example.Candidates.Length; i++)
        {
            own.CopyTo(hidden);
            model.AddFeatures(example.Candidates[i].Own, hidden);
            model.AddFeatures(example.Candidates[i].Pair, hidden);
            model.AddVector(0, example.Candidates[i].Vector, hidden);
            if (model.Score(hidden) is var score && score > most)
            {
                (best, most) = (i, score);
            }
        }

        return best;
    }
}
