using System.CommandLine;
using OnRecord.Data;
using OnRecord.Language.Models;
using OnRecord.Language.Parse;

namespace OnRecord.Eval;

/// <summary>Part-of-speech and attachment accuracy on a treebank, with its words and sentences given.</summary>
internal static class ParseCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "Treebank in CoNLL-U (.gz or plain)." };

    private static readonly Option<string?> Models = new("--models") { Description = "Folder of a parser's model to measure instead of the one in the library." };

    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var command = new Command("parse", "UPOS, XPOS, UAS and LAS over words.") { FileArgument, Models };
        command.SetAction(result => Run(result.GetRequiredValue(FileArgument).FullName, result.GetValue(Models)));
        return command;
    }

    private static void Run(string path, string? models)
    {
        var file = models is null ? ModelFile.OpenEmbedded(SyntaxModel.FileName) : ModelFile.Load(Path.Combine(models, SyntaxModel.FileName));
        var parser = new SyntaxParser(SyntaxModel.Load(file, WordVectors.Default));
        var sentences = Conllu.Read(path);
        Print("parse", SyntaxScores.Of(parser, sentences));
        foreach (var treebank in sentences.GroupBy(sentence => sentence.Treebank).Where(group => group.Key.Length > 0))
        {
            Print($"parse.{treebank.Key}", SyntaxScores.Of(parser, [.. treebank]));
        }
    }

    private static void Print(string name, SyntaxScores scores)
    {
        Figures.Print($"{name}.upos", scores.Upos);
        Figures.Print($"{name}.xpos", scores.Xpos);
        Figures.Print($"{name}.uas", scores.Uas);
        Figures.Print($"{name}.las", scores.Las);
    }
}
