using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Ci.Web.Access;

/// <summary>A form without its page's token is refused as what it may be, a forgery, and not as a wrong value.</summary>
internal sealed class StaleForms : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.Result = new ContentResult
            {
                StatusCode = StatusCodes.Status403Forbidden,
                ContentType = "text/plain; charset=utf-8",
                Content = "This form is out of date. Go back, reload the page and send it again.\n",
            };
        }
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
