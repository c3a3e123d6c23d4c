namespace OnRecord.Stances;

/// <summary>Where a possible holder was met; one may be met in several ways.</summary>
[Flags]
internal enum HolderPlaces
{
    None = 0,

    /// <summary>The attribution's source.</summary>
    Source = 1,

    /// <summary>The subject or agent in the tree.</summary>
    Subject = 2,

    /// <summary>A name in the sentence.</summary>
    Named = 4,

    /// <summary>Another noun phrase in the sentence.</summary>
    Noun = 8,

    /// <summary>Whoever spoke last before.</summary>
    LastSpeaker = 16,

    /// <summary>Whoever else spoke before that.</summary>
    EarlierSpeaker = 32,

    /// <summary>Whoever speaks next.</summary>
    NextSpeaker = 64,

    /// <summary>One of several coordinated: "Ann Lee and Tom Reed".</summary>
    Coordinated = 128,

    /// <summary>Named inside the words of a source or subject that is somebody else: "analysts at Norvik", "Peruvian officials".</summary>
    Inside = 256,

    /// <summary>Named as an example of the source: "countries including Peru and Chile".</summary>
    Example = 512,
}

/// <summary>Somebody who may hold a position.</summary>
/// <param name="Holder">Who.</param>
/// <param name="Phrase">The words by which the text calls them here.</param>
/// <param name="Head">The head of these words.</param>
/// <param name="Places">Where they were met.</param>
internal sealed record HolderCandidate(Holder Holder, TokenSpan Phrase, int Head, HolderPlaces Places)
{
    /// <summary>Tells the people and bodies of a document apart.</summary>
    public string Key => Holder.Entity is { } entity
        ? entity.EntityId.Length > 0 ? entity.EntityId : entity.Name.ToUpperInvariant()
        : "unnamed " + Holder.Description.ToUpperInvariant();
}
