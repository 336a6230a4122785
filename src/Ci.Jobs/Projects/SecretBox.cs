using System.Security.Cryptography;
using System.Text;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Projects;

/// <summary>
/// Seals secrets with AES-GCM under a key file of their own, <c>keys/master.key</c>: 32 bytes, for the owner only. A sealed value names its
/// key and is bound to the secret's name, so rows cannot be swapped.
/// </summary>
public sealed class SecretBox
{
    private const string Format = "v1";
    private readonly byte[] key;
    private readonly string keyId;

    /// <exception cref="StorageException">The key file is not readable, or not a key.</exception>
    public SecretBox(DataDirectory data)
    {
        var file = Path.Combine(data.Folder("keys"), "master.key");
        if (!File.Exists(file)) DurableFile.Create(file, RandomNumberGenerator.GetBytes(32));
        key = File.ReadAllBytes(file);
        if (key.Length != 32) throw new StorageException($"The key file {file} is damaged. Restore it from a backup: without it stored secrets cannot be read.");
        keyId = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4));
    }

    /// <returns>Text of the form <c>v1.key.nonce.tag.cipher</c>.</returns>
    public string Seal(string name, string value)
    {
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var plain = Encoding.UTF8.GetBytes(value);
        var cipher = new byte[plain.Length];
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag, Encoding.UTF8.GetBytes(name));
        return string.Join('.', Format, keyId, Convert.ToHexStringLower(nonce), Convert.ToHexStringLower(tag), Convert.ToHexStringLower(cipher));
    }

    /// <exception cref="StorageException">It is damaged, or was sealed by another key or for another name.</exception>
    public string Open(string name, string @sealed)
    {
        var parts = @sealed.Split('.');
        if (parts is not [Format, var id, var nonce, var tag, var cipher]) throw Damaged(name);
        if (id != keyId)
        {
            throw new StorageException($"Secret \"{name}\" was sealed with another key than keys/master.key. Restore that file from the backup the database is from.");
        }

        try
        {
            var plain = new byte[cipher.Length / 2];
            using var aes = new AesGcm(key, AesGcm.TagByteSizes.MaxSize);
            aes.Decrypt(Convert.FromHexString(nonce), Convert.FromHexString(cipher), Convert.FromHexString(tag), plain, Encoding.UTF8.GetBytes(name));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception failure) when (failure is CryptographicException or FormatException or ArgumentException)
        {
            throw Damaged(name, failure);
        }
    }

    private static StorageException Damaged(string name, Exception? failure = null) => new($"Secret \"{name}\" is damaged in the database. Set it again.", failure);
}
