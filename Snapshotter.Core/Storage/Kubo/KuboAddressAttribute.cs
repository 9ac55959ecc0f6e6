using System.ComponentModel.DataAnnotations;

namespace Snapshotter.Core.Storage.Kubo;

/// <summary>Requires the address of an IPFS node's RPC, or none. The text is not repeated: it may hold a key.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KuboAddressAttribute : ValidationAttribute
{
    /// <inheritdoc/>
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is not string { Length: > 0 } text || KuboAddress.TryParse(text, out _)
            ? ValidationResult.Success
            : new ValidationResult(
                "The text is no address of an IPFS node: give a URL such as http://127.0.0.1:5001 or a multiaddress such as /dns/ipfs/tcp/5001.",
                [validationContext.MemberName ?? ""]);
}
