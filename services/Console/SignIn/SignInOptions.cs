namespace OnRecord.Web;

/// <summary>Somebody who may see the pages, where there is no OpenID Connect issuer.</summary>
public sealed class UserOptions
{
    /// <summary>By which they sign in; stands in the log.</summary>
    public string Name { get; init; } = "";

    /// <summary>What <c>onrecord hash-password</c> makes of the password.</summary>
    public string PasswordHash { get; init; } = "";
}

/// <summary>An OpenID Connect issuer that tells who somebody is.</summary>
public sealed class OpenIdOptions
{
    /// <summary>Address of the issuer; empty for none.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Name of the console with the issuer.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Its secret there.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>Claim that somebody must have, for instance <c>groups</c>; empty for all that the issuer knows.</summary>
    public string RequiredClaim { get; init; } = "";

    /// <summary>Value that the claim must have.</summary>
    public string RequiredValue { get; init; } = "";
}
