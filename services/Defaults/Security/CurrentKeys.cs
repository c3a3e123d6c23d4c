using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OnRecord.Defaults;

/// <summary>The API keys that are configured now: a changed secret counts at once, a wrong one not at all.</summary>
internal sealed class CurrentKeys(IOptionsMonitor<AuthOptions> options, ILogger<CurrentKeys> logger)
{
    private AuthOptions _last = options.CurrentValue;

    public IReadOnlyList<ApiKeyOptions> Current
    {
        get
        {
            try
            {
                _last = options.CurrentValue;
            }
            catch (OptionsValidationException fault)
            {
                logger.LogWarning("The changed API keys are wrong; those before stay in force: {Reason}", fault.Message);
            }

            return _last.Keys;
        }
    }
}
