using System.Globalization;

namespace Hangfire.Sqlite.Tests;

internal static class Settings
{
    public static int Number(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;
}
