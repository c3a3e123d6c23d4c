using System.Text.RegularExpressions;
using OnRecord.Entities;
using OnRecord.Events;

namespace OnRecord.Trainer.Knowledge;

/// <summary>Gives entries one of few kinds, whatever their source calls them: the rules of kinds.tsv in their order.</summary>
internal sealed class KindRules
{
    private readonly List<(string Field, Regex Words, EntityKind Kind)> _rules = [];

    /// <param name="path">The file of rules.</param>
    public KindRules(string path)
    {
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var fields = line.Split('\t');
            _rules.Add((fields[0], new Regex(fields[1], RegexOptions.CultureInvariant | RegexOptions.Compiled), EntityKinds.Of(fields[2])
                ?? throw new InvalidDataException($"{path}: \"{fields[2]}\" is no kind.")));
        }
    }

    /// <summary>The kind of an entry.</summary>
    public EntityKind Of(EntityType type, string kind, string name, string description)
    {
        foreach (var rule in _rules)
        {
            var text = rule.Field switch { "kind" => kind, "name" => name, _ => description };
            if (text.Length > 0 && Suits(type, rule.Kind) && rule.Words.IsMatch(text.ToLowerInvariant()))
            {
                return rule.Kind;
            }
        }

        return type switch
        {
            EntityType.Person => EntityKind.Person,
            EntityType.Organization => EntityKind.Organisation,
            EntityType.Place => EntityKind.Place,
            _ => EntityKind.Unknown,
        };
    }

    /// <summary>The type of things of a kind; unspecified where there are several.</summary>
    public static EntityType TypeOf(EntityKind kind) => kind switch
    {
        >= EntityKind.Country and <= EntityKind.Place => EntityType.Place,
        >= EntityKind.Leader and <= EntityKind.Person => EntityType.Person,
        >= EntityKind.Government and <= EntityKind.Organisation => EntityType.Organization,
        >= EntityKind.Office => EntityType.Other,
        _ => EntityType.Unspecified,
    };

    private static bool Suits(EntityType type, EntityKind kind) => type == EntityType.Unspecified || TypeOf(kind) == type;
}
