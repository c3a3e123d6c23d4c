using System.CommandLine;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;
using Spectre.Console;

namespace OnRecord.Cli.Articles;

/// <summary>onrecord article: what became of an article, and how it is withdrawn.</summary>
internal static class ArticleCommand
{
    private const string Summary = "Show articles: text, state, revisions; withdraw one.";

    private const string Details = """
        Examples:
          onrecord article list --state failed
          onrecord article show 0b1c8d5e-6f2a-4a57-9d0e-2f6c1f7f9a11
          onrecord article state ID ID
          onrecord article history ID
          onrecord article retract ID --reason "Published by mistake"

        `onrecord submit`, `onrecord search` and `onrecord story` print the ids.
        """;

    public static Command Create(ConnectionOptions connection) => new DetailedCommand("article", Summary, Details)
    {
        List(connection),
        Show(connection),
        State(connection),
        History(connection),
        Retract(connection),
    };

    private static Argument<string> Id() => new("ARTICLE") { Description = "Id of the article." };

    private static Command List(ConnectionOptions connection)
    {
        var state = TypedOptions.Word<ArticleState>("--state", "Only articles in this state.");
        var outlet = new Option<string>("--outlet") { Description = "Only articles of this outlet.", DefaultValueFactory = _ => "" };
        var language = TypedOptions.Language("--language", "Only articles in this language");
        var top = TypedOptions.Count("--top", "How many.", 20, 1_000, "-n");
        var token = new Option<string>("--page-token") { Description = "Goes on where an earlier answer ended.", DefaultValueFactory = _ => "" };
        var command = new Command("list", "List articles, newest submission first.") { state, outlet, language, top, token };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var answer = await clients.Ingest.ListArticlesAsync(
                new ListArticlesRequest
                {
                    State = parsed.GetValue(state) ?? ArticleState.Unspecified,
                    Outlet = parsed.GetValue(outlet),
                    Language = parsed.GetValue(language) ?? "",
                    PageSize = parsed.GetValue(top),
                    PageToken = parsed.GetValue(token),
                },
                deadline: Clients.Deadline,
                cancellationToken: cancellation);
            connection.Output(parsed).Write(answer.Articles, States);
            NextPage.Tell(answer.NextPageToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Show(ConnectionOptions connection)
    {
        var id = Id();
        var revision = new Option<int?>("--revision") { Description = "An earlier revision; the newest when left out.", HelpName = "N" };
        var command = new Command("show", "Show an article with its clean text.") { id, revision };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var article = await GetAsync(clients, new GetArticleRequest { ArticleId = parsed.GetValue(id), Revision = parsed.GetValue(revision) ?? 0 }, cancellation);
            connection.Output(parsed).Write([article.Article], articles => Picture(articles.Single()));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command State(ConnectionOptions connection)
    {
        var ids = new Argument<string[]>("ARTICLE") { Description = "Ids of articles.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("state", "Tell where articles are on their way: accepted, indexed, failed (and why), retracted.") { ids };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var articles = new List<Article>();
            foreach (var id in parsed.GetValue(ids)!)
            {
                articles.Add((await GetAsync(clients, new GetArticleRequest { ArticleId = id }, cancellation)).Article);
            }

            connection.Output(parsed).Write(articles, States);
            return articles.Exists(article => article.State == ArticleState.Failed) ? ExitCode.Failed : ExitCode.Success;
        });
        return command;
    }

    private static Command History(ConnectionOptions connection)
    {
        var id = Id();
        var command = new Command("history", "Show the revisions of an article, with what each changed.") { id };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var answer = await GetAsync(clients, new GetArticleRequest { ArticleId = parsed.GetValue(id), IncludeHistory = true }, cancellation);
            connection.Output(parsed).Write(answer.History, Revisions);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Retract(ConnectionOptions connection)
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "Kept with what remains, at most 500 characters.", DefaultValueFactory = _ => "" };
        var erase = new Option<bool>("--erase") { Description = "Drop url, outlet and times, too; also of an article that is withdrawn already." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var command = new Command("retract", "Withdraw an article: its text is dropped and its traces are removed everywhere.") { id, reason, erase, yes };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var article = (await GetAsync(clients, new GetArticleRequest { ArticleId = parsed.GetValue(id) }, cancellation)).Article;
            var question = $"Retract \"{Cells.Shorten(article.Title, 60)}\" ({Cells.Plain(article.Outlet)})? It cannot be undone.";
            if (!parsed.GetValue(yes) && !await Confirmation.AskAsync(question, "retract", cancellation))
            {
                return ExitCode.Failed;
            }

            var answer = await clients.Ingest.RetractArticleAsync(
                new RetractArticleRequest { ArticleId = article.ArticleId, Reason = parsed.GetValue(reason), Erase = parsed.GetValue(erase) },
                deadline: Clients.Deadline,
                cancellationToken: cancellation);
            connection.Output(parsed).Write([answer], _ => new Markup($"retracted {answer.ArticleId}"));
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task<GetArticleResponse> GetAsync(Clients clients, GetArticleRequest request, CancellationToken cancellation) =>
        await clients.Ingest.GetArticleAsync(Checked(request), deadline: Clients.Deadline, cancellationToken: cancellation);

    private static GetArticleRequest Checked(GetArticleRequest request)
    {
        Ids.Checked(request.ArticleId, "ARTICLE", "`onrecord article list` prints the ids.");
        return request;
    }

    private static View Picture(Article article)
    {
        var facts = new Facts();
        facts.Add("article", $"{article.ArticleId} revision {article.Revision}");
        facts.Add("outlet", Cells.Plain(article.Outlet));
        facts.Add("published", Cells.Time(article.PublishTime));
        facts.Add("state", Cells.Plain($"{EnumWords.Of(article.State)} {article.StateReason}"));
        facts.Add("language", Cells.Plain(article.Language) + (article.Analysed ? "" : " (not analysed)"));
        facts.Add("story", Cells.Plain(article.StoryId));
        facts.Add("url", Cells.Plain(article.Url));
        return new View(
            new Markup($"[bold]{Cells.Plain(article.Title)}[/]"), facts, new Text(""), new Markup(Cells.Plain(article.Text[article.BodyStart..])));
    }

    private static Listing States(IReadOnlyCollection<Article> articles)
    {
        var listing = new Listing(["Title", "Outlet", "State", "Why", "Submitted", "Indexed"], ["Article", "Story"]);
        foreach (var article in articles)
        {
            listing.Add(
                [
                    Output.Piped ? Cells.Plain(article.Title) : Cells.Shorten(article.Title, 60),
                    Cells.Plain(article.Outlet),
                    EnumWords.Of(article.State),
                    Cells.Plain(article.StateReason),
                    Cells.Time(article.SubmitTime),
                    Cells.Time(article.IndexTime),
                ],
                article.ArticleId,
                Output.Piped ? article.StoryId : "");
        }

        return listing;
    }

    private static Listing Revisions(IReadOnlyCollection<ArticleRevision> history)
    {
        var listing = new Listing(["Revision", "Submitted", "What changed"]);
        foreach (var revision in history)
        {
            var changes = revision.Changes.Where(change => change.Kind is ChangeKind.Added or ChangeKind.Removed)
                .Select(change => change.Kind == ChangeKind.Added ? $"[green]+{Cells.Plain(change.Text.Trim())}[/]" : $"[red]-{Cells.Plain(change.Text.Trim())}[/]");
            listing.Add([$"{revision.Revision}", Cells.Time(revision.SubmitTime), revision.Changes.Count == 0 ? "first" : string.Join('\n', changes)]);
        }

        return listing;
    }
}
