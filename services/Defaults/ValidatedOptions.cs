using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OnRecord.Defaults;

/// <summary>Options that stop the start when they are wrong, with a message that names the configuration key.</summary>
public static class ValidatedOptions
{
    /// <summary>Binds <paramref name="section"/> and checks its data annotations at start. Calling it twice changes nothing.</summary>
    public static void AddValidatedOptions<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
    {
        if (builder.Services.Any(service => service.ImplementationInstance is KeyedValidator<TOptions>))
        {
            return;
        }

        builder.Services.AddSingleton<IValidateOptions<TOptions>>(new KeyedValidator<TOptions>(section));
        builder.Services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }

    private sealed class KeyedValidator<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var found = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), found, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(found.Select(Describe));
        }

        private string Describe(ValidationResult fault) =>
            fault.MemberNames.FirstOrDefault() is { } member ? $"{section}:{member}: {fault.ErrorMessage}" : $"{fault.ErrorMessage}";
    }
}
