using System.CommandLine;

// One command per metric; each prints lines "name value" for any file of the documented format.
return new RootCommand("Measures OnRecord on annotated data.")
{
}.Parse(args).Invoke();
