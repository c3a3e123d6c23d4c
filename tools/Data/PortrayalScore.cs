using OnRecord.Stances;

namespace OnRecord.Data;

/// <summary>The figures of NewsMTSC.</summary>
internal static class PortrayalScore
{
    /// <summary>Mean F1 over the three labels, share of right answers, and F1 per label.</summary>
    public static (double MacroF1, double Accuracy, double[] F1) Of(IReadOnlyList<(PortrayalLabel Gold, PortrayalLabel Told)> answers)
    {
        var f1 = new double[3];
        for (var label = PortrayalLabel.Negative; label <= PortrayalLabel.Positive; label++)
        {
            var right = answers.Count(answer => answer.Gold == label && answer.Told == label);
            var all = answers.Count(answer => answer.Gold == label) + answers.Count(answer => answer.Told == label);
            f1[(int)label - 1] = all == 0 ? 0 : 2.0 * right / all;
        }

        return (f1.Average(), answers.Count(answer => answer.Gold == answer.Told) / (double)answers.Count, f1);
    }
}
