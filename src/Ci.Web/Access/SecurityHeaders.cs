namespace Ci.Web.Access;

/// <summary>What browsers may do with the console's pages: run its own files, and nothing written into a page.</summary>
internal static class SecurityHeaders
{
    // Two third-party pages bring inline scripts and data: icons with them; they get room for that and for nothing else.
    private static readonly string[] Foreign = ["/scalar", "/hangfire"];

    public static HeaderPolicyCollection Own { get; } = Common(inline: false);

    public static HeaderPolicyCollection Relaxed { get; } = Common(inline: true);

    // The dashboard's own branch of the pipeline moves its part of the path to the base.
    public static HeaderPolicyCollection For(HttpContext context) =>
        Foreign.Any(path => context.Request.PathBase.Add(context.Request.Path).StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) ? Relaxed : Own;

    private static HeaderPolicyCollection Common(bool inline) => new HeaderPolicyCollection()
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicySameOrigin()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
        .AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().Self();
            policy.AddBaseUri().None();
            policy.AddObjectSrc().None();
            policy.AddFrameAncestors().None();
            policy.AddFormAction().Self();
            policy.AddConnectSrc().Self();
            if (!inline) return;
            policy.AddScriptSrc().Self().UnsafeInline();
            policy.AddStyleSrc().Self().UnsafeInline();
            policy.AddImgSrc().Self().Data();
            policy.AddFontSrc().Self().Data();
        });
}
