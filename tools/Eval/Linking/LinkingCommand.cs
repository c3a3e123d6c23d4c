using System.CommandLine;
using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Language;

namespace OnRecord.Eval.Linking;

/// <summary>
/// Entity linking, micro-averaged strong match: a link is right when start, end and Wikidata id equal those of a gold mention. A link on
/// a span that is not gold, or on a gold mention without id, is wrong. Beside it the accuracy on given gold spans, over all gold mentions
/// with an id, over those whose entity the knowledge base has, and over those of them that are names rather than pronouns or descriptions; and how well these are joined with names, known or not.
/// </summary>
internal static class LinkingCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "Texts with linked mentions (JSON Lines; .gz or plain)." };

    private static readonly Option<bool> Errors = new("--errors") { Description = "Prints each wrong link and each missed entity that the knowledge base has." };

    private static readonly Option<FileInfo?> Overrides = new("--overrides") { Description = "Entries that the knowledge base does not ship (JSON Lines): what a fuller one would bring." };

    /// <summary>The command "linking".</summary>
    public static Command Create()
    {
        var command = new Command("linking", "Accuracy, precision, recall and F1 of entity links.") { FileArgument, Errors, Overrides };
        command.SetAction(result => Run(result.GetRequiredValue(FileArgument).FullName, result.GetValue(Errors), result.GetValue(Overrides)?.FullName ?? ""));
        return command;
    }

    private static void Run(string path, bool errors, string overrides)
    {
        var knowledge = ShippedKnowledge.Load(KnowledgeOverrides.Read(overrides));
        var linker = new EntityLinker(knowledge);
        var recognizer = new EntityRecognizer(LanguageEngine.Default, knowledge, linker);
        var texts = LinkingFile.Read(path, new WikipediaTitles(knowledge)).ToList();
        var score = new LinkingScore(knowledge, texts.Exists(text => text.Mentions.Any(mention => mention.IsReference)), errors);
        var losses = new LinkingLosses(knowledge, linker, errors);
        foreach (var text in texts)
        {
            var (document, found) = recognizer.Linked(text.Text, 0, CancellationToken.None);
            score.AddFound(text, document, found);
            losses.Add(text, document, found);
            score.AddReferences(text, document);
            var (withGold, indexes) = GoldSpans.Apply(document, text.Mentions);
            var links = linker.Link(withGold);
            score.AddGiven(text, [.. indexes.Select(index => links[index])]);
        }

        score.Print();
        losses.Print();
    }
}
