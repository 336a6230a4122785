using System.Data;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Dapper;

namespace Ci.Jobs.Storage;

/// <summary>How .NET values are written: instants as Unix milliseconds, structured values as JSON.</summary>
public static class DapperTypes
{
    /// <summary>The one JSON form of settings and steps, in the database and on the wire.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    internal static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new JsonHandler<ProjectSettings>());
        SqlMapper.AddTypeHandler(new JsonHandler<IReadOnlyList<Step>>());
        SqlMapper.AddTypeHandler(new JsonHandler<IReadOnlyList<string>>());
        SqlMapper.AddTypeHandler(new JsonHandler<SwitchReport>());
        SqlMapper.AddTypeHandler(new JsonHandler<IReadOnlyList<Push>>());
        SqlMapper.AddTypeHandler(new JsonHandler<IReadOnlyList<HeaderLine>>());
        SqlMapper.AddTypeHandler(new JsonHandler<IReadOnlyList<TriggerStep>>());
    }

    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, Json);

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => DateTimeOffset.FromUnixTimeMilliseconds((long)value);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.ToUnixTimeMilliseconds();
        }
    }

    private sealed class JsonHandler<T> : SqlMapper.TypeHandler<T>
    {
        public override T? Parse(object value) => JsonSerializer.Deserialize<T>((string)value, Json);

        public override void SetValue(IDbDataParameter parameter, T? value) => parameter.Value = value is null ? DBNull.Value : ToJson(value);
    }
}
