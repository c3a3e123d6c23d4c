using System.CommandLine;
using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Eval;

/// <summary>Measures portrayal on files in the format of sentiment-newsmtsc/.</summary>
internal static class PortrayalCommand
{
    /// <summary>The command "portrayal".</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Sentences with targets: JSON lines; .gz is unpacked." };
        var errors = new Option<bool>("--errors") { Description = "List the targets that were answered wrongly." };
        var command = new Command("portrayal", "Sentiment towards targets (NewsMTSC).") { file, errors };
        command.SetAction(result => Run(result.GetRequiredValue(file), result.GetValue(errors)));
        return command;
    }

    private static void Run(string file, bool listErrors)
    {
        var model = PortrayalModel.Default;
        var answers = new List<(PortrayalLabel Gold, PortrayalLabel Told)>();
        var features = new PortrayalFeatures(model.Polarity);
        foreach (var example in NewsMtscCorpus.Read(TextFiles.ReadLines(file)))
        {
            var document = LanguageEngine.Default.Analyze(example.Text);
            PortrayalTargets.Extract(features, document, example.Target);
            var (label, confidence) = model.Decide(features.Slots, features.Numbers);
            answers.Add((example.Label, label));
            if (listErrors && label != example.Label)
            {
                Console.WriteLine($"error {example.Label} told {label} {confidence:F2} [{example.Target.Of(example.Text)}] {example.Text}");
            }
        }

        var (macro, accuracy, f1) = PortrayalScore.Of(answers);
        Figures.Print("portrayal.macro_f1", macro);
        Figures.Print("portrayal.accuracy", accuracy);
        for (var label = PortrayalLabel.Negative; label <= PortrayalLabel.Positive; label++)
        {
            Figures.Print($"portrayal.{label.ToString().ToLowerInvariant()}.f1", f1[(int)label - 1]);
        }
    }
}
