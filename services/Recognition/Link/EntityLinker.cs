using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>What a mention means.</summary>
/// <param name="Identity">The entity.</param>
/// <param name="Confidence">0 to 1: how sure the link to the knowledge base is; 0 for a local entity.</param>
public readonly record struct MentionLink(EntityIdentity Identity, float Confidence);

/// <summary>
/// Ties the mentions of a document to the knowledge base, chain by chain: candidates by name, the best one by <see cref="CandidateScorer"/>.
/// A chain without a clear winner gets a local id of its fullest name: a wrong person is worse than no link.
/// </summary>
public sealed class EntityLinker(KnowledgeBase knowledge)
{
    // Below this lead over the runner-up the two cannot be told apart.
    private const float MinMargin = 0.5f;

    private readonly Metonymy _metonymy = new(knowledge);

    /// <summary>Links all mentions of a document; the result is parallel to <see cref="Document.Mentions"/>.</summary>
    public MentionLink[] Link(Document document)
    {
        var context = new DocumentContext(document);
        var candidates = new List<Candidate>[document.Chains.Count];
        for (var chain = 0; chain < candidates.Length; chain++)
        {
            candidates[chain] = CandidatesOf(document, document.Chains[chain]);
            AddCountry(context, document.Chains[chain], candidates[chain]);
        }

        var standsFor = ShortForms.Resolve(document);
        var sports = new SportsText(document);
        var links = new MentionLink[document.Mentions.Count];
        for (var index = 0; index < candidates.Length; index++)
        {
            var full = standsFor[index];
            var chain = document.Chains[full];
            var link = (IsCommonWord(document, chain) ? null : Choose(chain, candidates[full], context, sports)) ?? Local(chain);
            foreach (var mention in document.Chains[index].Mentions)
            {
                links[mention] = link;
            }
        }

        AdoptFirstNames(document, links);
        _metonymy.Apply(document, links);
        return links;
    }

    /// <summary>"Kate" in a text on the Duchess of Cambridge, who has that name too.</summary>
    private void AdoptFirstNames(Document document, MentionLink[] links)
    {
        foreach (var chain in document.Chains)
        {
            if (chain.Type != NameType.Person || links[chain.Mentions[0]].Confidence > 0 || NameKey.Of(chain.Name) is not { Length: > 0 } key || key.Contains(' ', StringComparison.Ordinal))
            {
                continue;
            }

            var owners = links.Where(link => link.Confidence > 0 && link.Identity.Type == EntityType.Person && HasFirstName(link.Identity.Id, key))
                .DistinctBy(link => link.Identity.Id).Take(2).ToList();
            if (owners.Count == 1)
            {
                foreach (var mention in chain.Mentions)
                {
                    links[mention] = owners[0];
                }
            }
        }
    }

    private bool HasFirstName(string id, string key) =>
        knowledge.Get(id) is { } entry && entry.Aliases.Where(alias => alias.Strength == AliasStrength.Full).Select(alias => alias.Text).Prepend(entry.Name)
            .Any(name => NameKey.Of(name).StartsWith(key + " ", StringComparison.Ordinal));

    /// <summary>A word that the text writes in lower case too is no name there: "Polish" beside "nail polish".</summary>
    private static bool IsCommonWord(Document document, CoreferenceChain chain)
    {
        var (capital, lower) = (false, false);
        foreach (var index in chain.Mentions)
        {
            var mention = document.Mentions[index];
            if (mention.Form == MentionForm.Name)
            {
                var hasCapital = mention.Range.Of(document.Text).Any(char.IsUpper);
                capital |= hasCapital;
                lower |= !hasCapital;
            }
        }

        return capital && lower;
    }

    private static MentionLink Local(CoreferenceChain chain)
    {
        var type = (EntityType)chain.Type;
        return new MentionLink(new EntityIdentity(LocalId.Of(type, chain.Name), chain.Name, type), 0);
    }

    private static MentionLink? Choose(CoreferenceChain chain, List<Candidate> candidates, DocumentContext context, SportsText sports)
    {
        Candidate? best = null;
        var second = float.NegativeInfinity;
        foreach (var candidate in candidates)
        {
            candidate.Score = CandidateScorer.Score(candidate, chain, context) + (candidates.Count == 1 ? CandidateScorer.SoleBonus(candidate, chain) : 0);
            if (best is null || candidate.Score > best.Score)
            {
                second = best?.Score ?? second;
                best = candidate;
            }
            else
            {
                second = MathF.Max(second, candidate.Score);
            }
        }

        return best is { Score: > 0 }
            && best.Score - second >= MinMargin
            && !(best.Strength == AliasStrength.Full && sports.IsTeam(chain, best.Entry))
            ? new MentionLink(EntityIdentity.Of(best.Entry), 1 / (1 + MathF.Exp(-best.Score)))
            : null;
    }

    /// <summary>Countries and what belongs to just one country say where the document is.</summary>
    private static void AddCountry(DocumentContext context, CoreferenceChain chain, List<Candidate> candidates)
    {
        if (candidates.Count == 0)
        {
            return;
        }

        var likeliest = candidates.MaxBy(candidate => candidate.Entry.Popularity)!;
        if (likeliest.Strength == AliasStrength.Demonym || likeliest.Entry.Kind is "country" or "capital" or "government")
        {
            context.AddCountry(likeliest.Entry.Country, MathF.Sqrt(chain.Mentions.Count));
        }
    }

    private List<Candidate> CandidatesOf(Document document, CoreferenceChain chain)
    {
        var surfaces = chain.Mentions
            .Select(mention => document.Mentions[mention])
            .Where(mention => mention.Form == MentionForm.Name)
            .Select(mention => mention.Range.Of(document.Text))
            .Append(chain.Name)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(surface => surface.Length)
            .ToList();
        var found = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        var isFirst = true;
        foreach (var surface in surfaces)
        {
            // A fuller name that leads nowhere must not be explained by a part of it: "Bush" says little about a "Jacob Bush".
            var acceptsPartial = isFirst;
            if (!isFirst && chain.Type == NameType.Person)
            {
                break;
            }

            isFirst = false;
            AddMatches(found, surface, chain.Type, acceptsPartial);
            if (found.Values.Any(candidate => candidate.Strength == AliasStrength.Demonym) && !Demonyms.MayBe(document, chain))
            {
                found.Clear();
                break;
            }

            if (found.Count > 0)
            {
                break;
            }
        }

        return [.. found.Values];
    }

    private void AddMatches(Dictionary<string, Candidate> found, string surface, NameType type, bool acceptsPartial)
    {
        foreach (var key in NameVariants.Of(surface, type))
        {
            foreach (var match in knowledge.Find(key))
            {
                if (acceptsPartial || match.Strength != AliasStrength.Partial)
                {
                    found.TryAdd(match.Entry.Id, new Candidate(
                        match.Entry, match.Strength, key.Count(unit => unit == ' ') + 1, knowledge.IsPersonWord(key)));
                }
            }

            if (found.Count > 0)
            {
                return;
            }
        }
    }
}
