using System.ComponentModel.DataAnnotations;
using Snapshotter.Api.CommandLine;

namespace Snapshotter.Api.Settings;

/// <summary>Binds sections to their options and gathers every fault: values of the wrong type or out of range, and keys that do not exist.</summary>
internal sealed class SettingsSections(IConfiguration configuration)
{
    private static readonly HashSet<string> NotOurs = new(["Logging"], StringComparer.OrdinalIgnoreCase);

    private readonly List<string> _faults = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public T Bind<T>(string name) where T : class, new()
    {
        _known.Add(name);
        var section = configuration.GetSection(name);
        var before = _faults.Count;
        SettingsShape.Check(section, typeof(T), _faults);
        if (_faults.Count > before) return new T();

        T options;
        try
        {
            options = section.Get<T>() ?? new T();
        }
        catch (InvalidOperationException exception)
        {
            _faults.Add($"{exception.Message} {exception.InnerException?.Message}".Trim());
            return new T();
        }

        Validate(options, name);
        return options;
    }

    private void Validate(object options, string path)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        _faults.AddRange(results.Select(result => $"{path}:{result.MemberNames.FirstOrDefault()}: {result.ErrorMessage}"));
        foreach (var group in options.GetType().GetProperties().Where(static property => SettingsShape.IsGroup(property.PropertyType)))
        {
            if (group.GetValue(options) is { } inner) Validate(inner, $"{path}:{group.Name}");
        }
    }

    /// <exception cref="UserException">There are faults; the message lists them all.</exception>
    public void ThrowIfFaulty()
    {
        _faults.AddRange(configuration.GetChildren().Where(child => !_known.Contains(child.Key) && !NotOurs.Contains(child.Key))
            .Select(child => $"{child.Key} is not a section of the settings; the sections are {string.Join(", ", _known.Order(StringComparer.Ordinal))}."));
        if (_faults.Count == 0) return;
        throw new UserException(string.Join(Environment.NewLine, _faults.Select(static fault => $"  {fault}").Prepend("The settings cannot be used:")));
    }
}
