using OnRecord.Language.Models;
using OnRecord.Language.Names;

namespace OnRecord.Language.Coreference;

/// <summary>
/// Joins the names, roles and pronouns of a document into chains, most certain evidence first (the multi-pass sieve of Lee et al.,
/// Computational Linguistics 2013). Only entities with at least one name get a chain.
/// </summary>
internal sealed class CoreferenceResolver(WordVectors vectors, ReferenceModel model)
{
    private static readonly WordSet Articles = LanguagePack.Default.Words("determiners", "definite");

    private readonly FirstNameGender _genders = new(vectors);
    private readonly ReferenceResolver _references = new(model, new ReferenceVectors(vectors));

    /// <summary>Resolves a tagged and parsed document.</summary>
    /// <param name="document">The document; its mentions do not matter.</param>
    /// <param name="names">Its names, in text order.</param>
    /// <returns>Mentions in text order and the chains that they belong to, in order of first mention.</returns>
    public (Mention[] Mentions, CoreferenceChain[] Chains) Resolve(Document document, IReadOnlyList<FoundName> names)
    {
        var (view, drafts, chains) = FindNames(document, names);
        if (drafts.Count == 0)
        {
            return ([], []);
        }

        _references.Resolve(view, drafts, chains);
        return Finish(view, drafts, chains);
    }

    /// <summary>The chains of names, with the nominals that can be told without a model.</summary>
    public (DocumentView View, List<MentionDraft> Mentions, List<Chain> Chains) FindNames(Document document, IReadOnlyList<FoundName> names)
    {
        var drafts = new List<MentionDraft>(names.Count * 2);
        foreach (var name in names)
        {
            if (IsOffice(document, name))
            {
                continue;
            }

            var head = DocumentView.HeadOf(document.Tokens, name.FirstToken, name.EndToken);
            var type = IsCalledPerson(document, name, head) ? NameType.Person : name.Type;
            drafts.Add(new MentionDraft(name.FirstToken, name.EndToken, head, document.Tree.SentenceOf[name.FirstToken], type, MentionForm.Name, name.Confidence));
        }

        var view = new DocumentView(document, drafts);
        var chains = NameChains.Build(view, drafts, _genders);
        foreach (var chain in chains)
        {
            if (chain.Type == NameType.Person)
            {
                RoleFinder.AddRoles(view, drafts, chain);
                chain.Gender = GenderOf(view, drafts, chain);
                chain.Lean = _genders.Lean(chain.Key.Words[0]);
            }
        }

        AddNominals(view, drafts, chains);
        return (view, drafts, chains);
    }

    /// <summary>"the Duchess", "the Prime Minister": an office in capitals is no name, but may stand for somebody who has one.</summary>
    private static bool IsOffice(Document document, FoundName name) =>
        name.FirstToken > 0 && RoleNouns.IsPerson(document.Word(name.EndToken - 1))
        && (name.EndToken - name.FirstToken == 1
            || (RoleNouns.FirstOf(document.Word(name.EndToken - 1)) is { } first && document.Word(name.FirstToken).Equals(first, StringComparison.OrdinalIgnoreCase)))
        && Articles.Contains(document.Word(name.FirstToken - 1));

    /// <summary>"Valda Lime, an Australian woman": what stands in apposition knows better than the name finder.</summary>
    private static bool IsCalledPerson(Document document, FoundName name, int head)
    {
        if (name.Type == NameType.Person || name.EndToken - name.FirstToken < 2)
        {
            return false;
        }

        for (var child = document.Tree.FirstChild[head]; child >= 0; child = document.Tree.NextSibling[child])
        {
            if (child >= name.EndToken && document.Tokens[child] is { Relation: "appos", Xpos: "NN" } token)
            {
                var word = token.Range.Of(document.Text);
                return RoleNouns.IsPerson(word) || RoleNouns.GenderOfUnnamed(word) != Gender.Unknown;
            }
        }

        return false;
    }

    private Gender GenderOf(DocumentView view, List<MentionDraft> drafts, Chain chain)
    {
        var gender = RoleFinder.CourtesyGender(view, drafts, chain);
        if (gender != Gender.Unknown)
        {
            return gender;
        }

        foreach (var role in chain.Roles)
        {
            var noun = role.Words[(role.Words.LastIndexOf(' ') + 1)..].ToLowerInvariant();
            if (RoleNouns.GenderOf(noun) is var told and not Gender.Unknown)
            {
                return told;
            }
        }

        return chain.Key.Words.Length > 1 ? _genders.Of(chain.Key.Words[0]) : Gender.Unknown;
    }

    /// <summary>"the spokesman" for the one chain that has been called so; "the ministry" for the one name that has the word in it.</summary>
    private static void AddNominals(DocumentView view, List<MentionDraft> drafts, List<Chain> chains)
    {
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            if (view.Tokens[i].Upos != Upos.Noun || view.NameAt(i) >= 0 || view.Tokens[i].Xpos == "NNS")
            {
                continue;
            }

            var chain = FindByRole(view, drafts, chains, i);
            if (chain >= 0 && RoleFinder.IsNominal(view, i, out var start))
            {
                drafts.Add(new MentionDraft(start, i + 1, i, view.SentenceOf(i), chains[chain].Type, MentionForm.Nominal, 0.7f) { Chain = chain });
                chains[chain].Mentions.Add(drafts.Count - 1);
            }
        }
    }

    private static int FindByRole(DocumentView view, List<MentionDraft> drafts, List<Chain> chains, int noun)
    {
        if (RoleNouns.IsBody(view.Word(noun)))
        {
            return OnlyWithWord(view, drafts, chains, noun);
        }

        return RoleFinder.RoleAt(view, noun) is { } role ? OnlyWithRole(drafts, chains, noun, role) : -1;
    }

    private static int OnlyWithWord(DocumentView view, List<MentionDraft> drafts, List<Chain> chains, int noun)
    {
        var word = view.Lower(noun);
        return HasModifier(view, noun) ? -1
            : Only(chains, chain => chain.Type == NameType.Organization && chain.Key.Words.Length > 1 && chain.Key.Words.Contains(word)
                && IsBefore(drafts, chain, noun));
    }

    private static int OnlyWithRole(List<MentionDraft> drafts, List<Chain> chains, int noun, Role role) =>
        Only(chains, chain => chain.Type == NameType.Person && IsBefore(drafts, chain, noun)
            && chain.Roles.Exists(other => other.Noun == role.Noun && role.Modifiers.All(other.Modifiers.Contains)));

    private static bool HasModifier(DocumentView view, int noun)
    {
        for (var child = view.Tree.FirstChild[noun]; child >= 0; child = view.Tree.NextSibling[child])
        {
            if (view.Tokens[child].Relation is "compound" or "amod" or "nmod" or "nmod:poss" or "acl" or "acl:relcl")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBefore(List<MentionDraft> drafts, Chain chain, int token) => drafts[chain.Mentions[0]].First < token;

    private static int Only(List<Chain> chains, Func<Chain, bool> fits)
    {
        var found = -1;
        for (var c = 0; c < chains.Count; c++)
        {
            if (fits(chains[c]))
            {
                if (found >= 0)
                {
                    return -1;
                }

                found = c;
            }
        }

        return found;
    }

    private static (Mention[] Mentions, CoreferenceChain[] Chains) Finish(DocumentView view, List<MentionDraft> drafts, List<Chain> chains)
    {
        var order = Enumerable.Range(0, drafts.Count).ToArray();
        Array.Sort(order, (a, b) => (drafts[a].First, drafts[b].End).CompareTo((drafts[b].First, drafts[a].End)));
        var place = new int[drafts.Count];
        var mentions = new Mention[drafts.Count];
        for (var i = 0; i < order.Length; i++)
        {
            var draft = drafts[order[i]];
            place[order[i]] = i;
            var type = draft.Form == MentionForm.Name && draft.Type != NameType.Unspecified ? draft.Type : chains[draft.Chain].Type;
            var range = new TextRange(view.Tokens[draft.First].Start, view.Tokens[draft.End - 1].End);
            mentions[i] = new Mention(draft.First, draft.End, range, type, draft.Form, draft.Chain, draft.Confidence);
        }

        var finished = new CoreferenceChain[chains.Count];
        for (var c = 0; c < finished.Length; c++)
        {
            var members = chains[c].Mentions.Select(mention => place[mention]).Order().ToArray();
            var name = members.Select(m => mentions[m]).Where(m => m.Form == MentionForm.Name).Select(m => NameOf(m, view.Text))
                .MaxBy(Fullness)!;
            var title = chains[c].Roles.MaxBy(role => role.Words.Length)?.Words;
            finished[c] = new CoreferenceChain(OneLine(name), chains[c].Type, members, title is null ? null : OneLine(title));
        }

        return (mentions, finished);
    }

    /// <summary>Longer names are fuller; of equally long ones that which is not in capitals throughout.</summary>
    private static int Fullness(string name) => (name.Length * 2) + (name.Any(char.IsLower) ? 1 : 0);

    private static string NameOf(Mention mention, string text) =>
        mention.Type == NameType.Person ? Nicknames.Without(mention.Range.Of(text)) : mention.Range.Of(text);

    private static string OneLine(string words) => words.Replace('\n', ' ').Replace("\r", "", StringComparison.Ordinal);
}
