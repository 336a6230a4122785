namespace Ci.Web.Proxy;

/// <summary>How a forwarded request ended.</summary>
internal enum Outcome
{
    Answered,

    /// <summary>The application answered with a status of 500 or above.</summary>
    ServerError,

    /// <summary>The application did not answer, or not to the end.</summary>
    Failed,

    /// <summary>The client went away, or the proxy cut the request: says nothing about the application.</summary>
    GivenUp,
}
