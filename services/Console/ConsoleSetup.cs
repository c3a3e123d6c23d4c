using Microsoft.Extensions.Options;
using OnRecord.Defaults;
using OnRecord.Web.Layout;
using OnRecord.Web.Mcp;

namespace OnRecord.Web;

/// <summary>Composes the console.</summary>
public static class ConsoleSetup
{
    /// <summary>Adds the pages and their access to the services.</summary>
    public static void AddConsole(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<ConsoleOptions>(ConsoleOptions.Section);
        builder.AddSignIn();
        builder.Services.AddSingleton<Backends>();
        builder.Services.AddSingleton<LiveStories>().AddHostedService(provider => provider.GetRequiredService<LiveStories>());
        builder.Services.AddMcp();
        // It warns at the first start that the keys of its forms lie in the user's own folder in the clear, as they may.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        // Run from a build folder, the pages' style and script are found through this; after publish they are plain files.
        builder.WebHost.UseStaticWebAssets();
    }

    /// <summary>Maps the pages.</summary>
    public static void MapConsole(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        app.MapStaticAssets();
        var options = app.Services.GetRequiredService<IOptions<ConsoleOptions>>().Value;
        app.MapSignIn(options);
        var pages = app.MapGroup("");
        BoardExport.Map(pages);
        Suggestions.Map(pages);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().ForReaders(options);
        pages.ForReaders(options);
        // Sign-in guards pages. Tools come with keys of the API: where it asks for none, they would go round the sign-in.
        if (!options.AsksForSignIn || options.ApiKey.Length > 0)
        {
            app.MapMcp();
        }
    }
}
