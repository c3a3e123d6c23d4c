using Grpc.Core;
using OnRecord.Api.Entity.V1;

namespace OnRecord.Entities.Tests;

public sealed class SqliteStoreTests(SqliteEntityHost host) : StoreTests(host.Host), IClassFixture<SqliteEntityHost>;

public sealed class PostgresStoreTests(PostgresEntityHost host) : StoreTests(host.Host), IClassFixture<PostgresEntityHost>;

/// <summary>What must hold on both engines. The names of the people are new in each test, because one database serves all.</summary>
public abstract class StoreTests(EntityHost host)
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly EntityHost _host = host;
    private readonly string _family = "X" + Guid.NewGuid().ToString("N")[..8];

    private EntityService.EntityServiceClient Client => _host.Client;

    [Fact]
    public async Task A_redelivered_article_is_counted_once()
    {
        var ada = HandMade.Person($"Ada {_family}");
        var article = HandMade.Article($"Ada {_family} spoke.");
        var found = HandMade.Recognition(article.Text, ($"Ada {_family}", ada));

        await _host.Writer.ReplaceAsync(article, found, "m", None);
        await _host.Writer.ReplaceAsync(article, found, "m", None);

        var entity = (await Client.GetEntityAsync(new GetEntityRequest { EntityId = ada.Id })).Entity;
        Assert.Equal((1, 1), (entity.MentionCount, entity.ArticleCount));
        Assert.Equal(HandMade.Published, entity.FirstSeenTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task A_later_revision_replaces_an_earlier_one_and_the_earlier_one_coming_late_changes_nothing()
    {
        var (ada, ben) = (HandMade.Person($"Ada {_family}"), HandMade.Person($"Ben {_family}"));
        var id = Guid.NewGuid();
        var first = HandMade.Article($"Ada {_family} spoke.", id, revision: 1);
        var second = HandMade.Article($"Ben {_family} spoke.", id, revision: 2);

        await _host.Writer.ReplaceAsync(first, HandMade.Recognition(first.Text, ($"Ada {_family}", ada)), "m", None);
        await _host.Writer.ReplaceAsync(second, HandMade.Recognition(second.Text, ($"Ben {_family}", ben)), "m", None);
        var late = await _host.Writer.ReplaceAsync(first, HandMade.Recognition(first.Text, ($"Ada {_family}", ada)), "m", None);

        Assert.Null(late);
        await AssertUnknownAsync(ada.Id);
        Assert.Equal(1, (await Client.GetEntityAsync(new GetEntityRequest { EntityId = ben.Id })).Entity.MentionCount);
    }

    [Fact]
    public async Task A_retracted_article_leaves_no_trace_and_stays_gone()
    {
        var ada = HandMade.Person($"Ada {_family}");
        var article = HandMade.Article($"Ada {_family} spoke.");
        var found = HandMade.Recognition(article.Text, ($"Ada {_family}", ada));
        await _host.Writer.ReplaceAsync(article, found, "m", None);

        await _host.Writer.RetractAsync(article.ArticleId, 2, None);
        var late = await _host.Writer.ReplaceAsync(article, found, "m", None);

        Assert.Null(late);
        await AssertUnknownAsync(ada.Id);
        Assert.Empty((await Client.SearchEntitiesAsync(new SearchEntitiesRequest { Query = _family })).Entities);
    }

    [Fact]
    public async Task A_search_finds_any_word_of_a_name_without_case_or_accents_and_puts_the_most_mentioned_first()
    {
        var (zoe, adam) = (HandMade.Person($"Zoë {_family}"), HandMade.Person($"Adam {_family}"));
        await StoreAsync($"Zoë {_family} spoke.", ($"Zoë {_family}", zoe));
        await StoreAsync($"Zoë {_family} spoke again.", ($"Zoë {_family}", zoe));
        await StoreAsync($"Adam {_family} spoke.", ($"Adam {_family}", adam));

        var byFamily = await Client.SearchEntitiesAsync(new SearchEntitiesRequest { Query = _family.ToLowerInvariant()[..6] });
        var byName = await Client.SearchEntitiesAsync(new SearchEntitiesRequest { Query = $"ZOE {_family}" });

        Assert.Equal([zoe.Id, adam.Id], byFamily.Entities.Select(entity => entity.Ref.EntityId));
        Assert.Equal(zoe.Id, Assert.Single(byName.Entities).Ref.EntityId);
    }

    [Fact]
    public async Task The_pages_of_a_search_give_every_entity_once()
    {
        for (var i = 0; i < 5; i++)
        {
            await StoreAsync($"Person{i} {_family} spoke.", ($"Person{i} {_family}", HandMade.Person($"Person{i} {_family}")));
        }

        var request = new SearchEntitiesRequest { Query = _family, PageSize = 2 };
        var pages = new List<SearchEntitiesResponse>();
        do
        {
            pages.Add(await Client.SearchEntitiesAsync(request));
            request.PageToken = pages[^1].NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal([2, 2, 1], pages.Select(page => page.Entities.Count));
        Assert.Equal(5, pages.SelectMany(page => page.Entities).Select(entity => entity.Ref.EntityId).Distinct().Count());
    }

    [Fact]
    public async Task Entries_that_no_article_mentions_are_found_on_request()
    {
        var without = await Client.SearchEntitiesAsync(new SearchEntitiesRequest { Query = "Ouagadoug" });
        var with = await Client.SearchEntitiesAsync(new SearchEntitiesRequest { Query = "Ouagadoug", IncludeUnmentioned = true });

        Assert.Empty(without.Entities);
        Assert.Equal("Q3777", with.Entities[0].Ref.EntityId);
    }

    [Fact]
    public async Task The_pages_of_mentions_run_from_the_newest_article_to_the_oldest_with_their_sentences()
    {
        var ada = HandMade.Person($"Ada {_family}");
        for (var day = 0; day < 5; day++)
        {
            var article = HandMade.Article($"On day {day} Ada {_family} spoke.", published: HandMade.Published.AddDays(day));
            await _host.Writer.ReplaceAsync(article, HandMade.Recognition(article.Text, ($"Ada {_family}", ada)), "m", None);
        }

        var request = new ListMentionsRequest { EntityId = ada.Id, PageSize = 2 };
        var sentences = new List<string>();
        do
        {
            var page = await Client.ListMentionsAsync(request);
            sentences.AddRange(page.Mentions.Select(mention => mention.Sentence));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(Enumerable.Range(0, 5).Reverse().Select(day => $"On day {day} Ada {_family} spoke."), sentences);
    }

    [Fact]
    public async Task Related_entities_weigh_by_the_product_of_their_saliences_within_the_window()
    {
        var (ada, ben, cleo) = (HandMade.Person($"Ada {_family}"), HandMade.Person($"Ben {_family}"), HandMade.Person($"Cleo {_family}"));
        var text = $"Ada {_family} met Ben {_family} and Cleo {_family}.";
        await StoreAsync(text, ($"Ada {_family}", ada), ($"Ben {_family}", ben), ($"Cleo {_family}", cleo));
        var old = HandMade.Article(text, published: HandMade.Published.AddYears(-1));
        await _host.Writer.ReplaceAsync(old, HandMade.Recognition(text, ($"Ada {_family}", ada), ($"Cleo {_family}", cleo)), "m", None);

        var all = await Client.ListRelatedEntitiesAsync(new ListRelatedEntitiesRequest { EntityId = ada.Id });
        var recent = await Client.ListRelatedEntitiesAsync(new ListRelatedEntitiesRequest
        {
            EntityId = ada.Id,
            TimeRange = new() { StartTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(HandMade.Published.AddDays(-1)) },
        });

        // Saliences are 1, 1/2, 1/3 in the order of the names.
        Assert.Equal([(cleo.Id, 2L), (ben.Id, 1L)], all.Entities.Select(related => (related.Entity.EntityId, related.ArticleCount)));
        Assert.Equal((1d / 3) + (1d / 2), all.Entities[0].Weight, tolerance: 1e-5);
        Assert.Equal([ben.Id, cleo.Id], recent.Entities.Select(related => related.Entity.EntityId));
    }

    [Fact]
    public async Task A_merge_moves_what_is_stored_and_what_comes_later_and_the_old_id_redirects()
    {
        var (ada, full) = (HandMade.Person($"A. {_family}"), HandMade.Person($"Ada {_family}"));
        var article = HandMade.Article($"A. {_family} spoke.");
        var found = HandMade.Recognition(article.Text, ($"A. {_family}", ada));
        await _host.Writer.ReplaceAsync(article, found, "m", None);
        await StoreAsync($"Ada {_family} spoke.", ($"Ada {_family}", full));

        var merged = await Client.MergeEntitiesAsync(new MergeEntitiesRequest { EntityId = ada.Id, IntoEntityId = full.Id });
        var again = await _host.Writer.ReplaceAsync(article, found, "m", None);

        Assert.Equal((full.Id, 2L, 2L), (merged.Entity.Ref.EntityId, merged.Entity.MentionCount, merged.Entity.ArticleCount));
        Assert.Equal(full, Assert.Single(again!.Entities).Identity);
        Assert.Equal(full.Id, (await Client.GetEntityAsync(new GetEntityRequest { EntityId = ada.Id })).Entity.Ref.EntityId);
        Assert.Equal(2, (await Client.ListMentionsAsync(new ListMentionsRequest { EntityId = ada.Id })).Mentions.Count);
    }

    [Fact]
    public async Task The_id_of_a_local_entity_leads_on_when_the_last_article_that_named_it_links_it_and_a_namesake_takes_it_back()
    {
        var (local, known, merged) = (HandMade.Person($"Ada {_family}"), HandMade.Place($"Q1{_family.Length}7", $"Ada {_family}"), HandMade.Person($"Cleo {_family}"));
        var articles = new[] { HandMade.Article($"Ada {_family} spoke."), HandMade.Article($"Ada {_family} sang.") };
        Task<Recognition?> ReadAsync(Events.ArticleContent article, EntityIdentity identity) =>
            _host.Writer.ReplaceAsync(article, HandMade.Recognition(article.Text, ($"Ada {_family}", identity)), "m", None);
        async Task<string> AnswerAsync() => (await Client.GetEntityAsync(new GetEntityRequest { EntityId = local.Id })).Entity.Ref.EntityId;
        foreach (var article in articles)
        {
            await ReadAsync(article, local);
        }

        await ReadAsync(articles[0], known);
        var half = await AnswerAsync();
        await ReadAsync(articles[1], known);
        var whole = await AnswerAsync();
        await StoreAsync($"Cleo {_family} spoke.", ($"Cleo {_family}", merged));
        await Client.MergeEntitiesAsync(new MergeEntitiesRequest { EntityId = known.Id, IntoEntityId = merged.Id });
        var further = await AnswerAsync();
        await ReadAsync(HandMade.Article($"Ada {_family}, a baker, spoke."), local);

        Assert.Equal([local.Id, known.Id, merged.Id, local.Id], [half, whole, further, await AnswerAsync()]);
    }

    [Fact]
    public async Task Merges_in_a_row_lead_to_the_last_and_a_circle_is_refused()
    {
        var (a, b, c) = (HandMade.Person($"A {_family}"), HandMade.Person($"B {_family}"), HandMade.Person($"C {_family}"));
        foreach (var person in new[] { a, b, c })
        {
            await StoreAsync($"{person.Name} spoke.", (person.Name, person));
        }

        await Client.MergeEntitiesAsync(new MergeEntitiesRequest { EntityId = a.Id, IntoEntityId = b.Id });
        await Client.MergeEntitiesAsync(new MergeEntitiesRequest { EntityId = b.Id, IntoEntityId = c.Id });
        var circle = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.MergeEntitiesAsync(new MergeEntitiesRequest { EntityId = c.Id, IntoEntityId = a.Id }));

        Assert.Equal(c.Id, (await Client.GetEntityAsync(new GetEntityRequest { EntityId = a.Id })).Entity.Ref.EntityId);
        Assert.Equal(StatusCode.InvalidArgument, circle.StatusCode);
    }

    [Fact]
    public async Task A_correction_changes_stored_mentions_and_those_of_the_article_when_it_comes_again()
    {
        var (wrong, right) = (HandMade.Person($"Jordan {_family}"), HandMade.Person($"Michael {_family}"));
        await StoreAsync($"Michael {_family} spoke.", ($"Michael {_family}", right));
        var article = HandMade.Article($"Jordan {_family} spoke.");
        var found = HandMade.Recognition(article.Text, ($"Jordan {_family}", wrong));
        await _host.Writer.ReplaceAsync(article, found, "m", None);

        var changed = await Client.CorrectLinkAsync(new CorrectLinkRequest { Surface = $"jordan {_family}", EntityId = right.Id });
        var again = await _host.Writer.ReplaceAsync(article, found, "m", None);

        Assert.Equal(1, changed.MentionCount);
        Assert.Equal(right, Assert.Single(again!.Entities).Identity);
        Assert.Equal(2, (await Client.GetEntityAsync(new GetEntityRequest { EntityId = right.Id })).Entity.ArticleCount);
        var mentions = (await Client.ListMentionsAsync(new ListMentionsRequest { EntityId = right.Id, ArticleId = article.ArticleId.ToString() })).Mentions;
        Assert.Equal("link: correction by an administrator", Assert.Single(mentions).Mention.DecidedBy);
        await AssertUnknownAsync(wrong.Id);
    }

    [Fact]
    public async Task A_correction_for_one_article_leaves_the_others_alone()
    {
        var (one, other) = (HandMade.Person($"Sam {_family}"), HandMade.Person($"Samuel {_family}"));
        await StoreAsync($"Samuel {_family} spoke.", ($"Samuel {_family}", other));
        var here = HandMade.Article($"Sam {_family} spoke.");
        var found = HandMade.Recognition(here.Text, ($"Sam {_family}", one));
        await _host.Writer.ReplaceAsync(here, found, "m", None);
        await StoreAsync(here.Text, ($"Sam {_family}", one));

        var changed = await Client.CorrectLinkAsync(new CorrectLinkRequest
        {
            Surface = $"Sam {_family}",
            EntityId = other.Id,
            ArticleId = here.ArticleId.ToString(),
        });

        Assert.Equal(1, changed.MentionCount);
        Assert.Equal(1, (await Client.GetEntityAsync(new GetEntityRequest { EntityId = one.Id })).Entity.ArticleCount);
        Assert.Equal(2, (await Client.GetEntityAsync(new GetEntityRequest { EntityId = other.Id })).Entity.ArticleCount);
    }

    [Fact]
    public async Task Text_that_no_engine_stores_is_stored_with_replacement_marks()
    {
        var name = $"Ada\0{_family}\uD800";
        var ada = new EntityIdentity(LocalId.Of(Events.EntityType.Person, name), name, Events.EntityType.Person);

        await StoreAsync($"{name} spoke.", (name, ada));

        var mention = Assert.Single((await Client.ListMentionsAsync(new ListMentionsRequest { EntityId = ada.Id })).Mentions);
        Assert.Equal($"Ada\uFFFD{_family}\uFFFD spoke.", mention.Sentence);
    }

    [Fact]
    public async Task Articles_with_the_same_entities_are_stored_at_the_same_time_with_right_counts()
    {
        var people = Enumerable.Range(0, 8).Select(i => HandMade.Person($"Person{i} {_family}")).ToArray();
        var text = string.Join(" and ", people.Select(person => person.Name));

        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Task.Run(async () =>
        {
            var order = i % 2 == 0 ? people : people.Reverse();
            await StoreAsync(text, [.. order.Select(person => (person.Name, person))]);
        })));

        foreach (var person in people)
        {
            Assert.Equal(24, (await Client.GetEntityAsync(new GetEntityRequest { EntityId = person.Id })).Entity.MentionCount);
        }
    }

    private async Task StoreAsync(string text, params (string Surface, EntityIdentity Entity)[] names) =>
        await _host.Writer.ReplaceAsync(HandMade.Article(text), HandMade.Recognition(text, names), "m", None);

    private async Task AssertUnknownAsync(string entityId)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetEntityAsync(new GetEntityRequest { EntityId = entityId }));
        Assert.Equal(StatusCode.NotFound, fault.StatusCode);
    }
}
