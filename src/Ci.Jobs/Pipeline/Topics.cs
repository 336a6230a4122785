using System.Globalization;

namespace Ci.Jobs.Pipeline;

/// <summary>Names under which changes are told.</summary>
public static class Topics
{
    public const string Deliveries = "deliveries";

    public static string Build(string project, int number) => string.Create(CultureInfo.InvariantCulture, $"build:{project}/{number}");

    public static string Deployment(string project, int number) => string.Create(CultureInfo.InvariantCulture, $"deployment:{project}/{number}");

    public static string Project(string project) => $"project:{project}";
}
