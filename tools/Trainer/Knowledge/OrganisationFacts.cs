using OnRecord.Entities;
using OnRecord.Events;

namespace OnRecord.Trainer.Knowledge;

/// <summary>International organisations, companies and news outlets.</summary>
internal static class OrganisationFacts
{
    private const byte WorldBody = 52;
    private const byte OtherBody = 34;
    private const byte Company = 44;
    private const byte Outlet = 34;

    // An abbreviation this short means too many things to stand for a body that few know.
    private const int MinAbbreviation = 3;

    /// <summary>Adds all three.</summary>
    public static void Add(KnowledgeBuilder builder, string facts)
    {
        foreach (var row in FactRow.Read(facts, "international-organisations"))
        {
            var family = row.Text("family");
            var isWorldBody = family.StartsWith("EU ", StringComparison.Ordinal) || family.Contains("United Nations", StringComparison.Ordinal)
                || family.StartsWith("UN", StringComparison.Ordinal);
            var aliases = row.Aliases.Where(alias => alias.Length >= MinAbbreviation);
            builder.Add(Entry("international-organisations", row, EntityKind.InternationalOrganisation, isWorldBody ? WorldBody : OtherBody, aliases, $"international organisation, {family}"));
        }

        foreach (var row in FactRow.Read(facts, "companies-sp500"))
        {
            builder.Add(Entry("companies-sp500", row, EntityKind.Company, Company, row.Aliases.Concat(WithoutForm(row.Name)), $"American company, {row.Text("industry")}, {row.Text("headquarters")}"));
        }

        foreach (var row in FactRow.Read(facts, "companies-wikipedia"))
        {
            builder.Add(Entry("companies-wikipedia", row, EntityKind.Company, Company, row.Aliases.Concat(WithoutForm(row.Name)), $"company, {row.Text("industry")}, {row.Text("country_name")}"));
        }

        foreach (var row in FactRow.Read(facts, "news-outlets"))
        {
            builder.Add(Entry("news-outlets", row, EntityKind.NewsOutlet, Outlet, row.Aliases, $"news outlet, {row.Text("domain")}"));
        }
    }

    private static KnowledgeEntry Entry(string file, FactRow row, EntityKind kind, byte popularity, IEnumerable<string> aliases, string description) => new(
        row.Text("wikidata"), EntityType.Organization, kind, row.Name,
        [.. aliases.Select(alias => new KnowledgeAlias(alias, AliasStrength.Full))],
        row.Text("country"), popularity, description)
    {
        Source = file,
    };

    private static IEnumerable<string> WithoutForm(string company)
    {
        string[] forms = [" Inc.", " Inc", " Corp.", " Corporation", " Company", " Co.", " Ltd.", " Limited", " plc", " AG", " SE", " S.A.", " N.V."];
        return forms.Where(form => company.EndsWith(form, StringComparison.Ordinal)).Select(form => company[..^form.Length].TrimEnd(','));
    }
}
