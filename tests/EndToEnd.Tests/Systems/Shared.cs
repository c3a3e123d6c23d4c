namespace OnRecord.EndToEnd.Tests;

/// <summary>One standalone process for the tests that leave it as they found it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedStandalone : ICollectionFixture<TracedStandalone>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "standalone";
}

/// <summary>One distributed system, in which nothing goes wrong: its error queues stay empty.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDistributed : ICollectionFixture<TracedDistributed>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "distributed";
}

/// <summary>One distributed system that gets messages which nobody can read.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPoisoned : ICollectionFixture<TracedDistributed>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "poisoned";
}

/// <summary>One distributed system whose services are killed and whose broker is wiped.</summary>
[CollectionDefinition(Name)]
public sealed class SharedFaulty : ICollectionFixture<DistributedSystem>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "faulty";
}

/// <summary>The demo, once it has shown its board, for those who only look at it and try things out.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDemo : ICollectionFixture<RunningDemo>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "demo";
}
