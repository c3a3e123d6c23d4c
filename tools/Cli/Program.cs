using OnRecord.Cli;

return await CommandTree.RunAsync(args);
