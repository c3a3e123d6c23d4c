using OnRecord.Defaults;
using OnRecord.Web;

return await new ServiceProgram("console", "OnRecord console: the page that shows stories and boards.")
{
    Add = builder => builder.AddConsole(),
    Map = app => app.MapConsole(),
}.RunAsync(args);
