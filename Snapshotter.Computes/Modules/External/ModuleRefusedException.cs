namespace Snapshotter.Computes.Modules.External;

/// <summary>A file is not taken as a module.</summary>
public sealed class ModuleRefusedException : Exception
{
    /// <summary>With the reason and the next step, a sentence each.</summary>
    public ModuleRefusedException(string message) : base(message)
    {
    }

    /// <summary>With the reason and the next step, and the cause.</summary>
    public ModuleRefusedException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Without a reason.</summary>
    public ModuleRefusedException()
    {
    }
}
