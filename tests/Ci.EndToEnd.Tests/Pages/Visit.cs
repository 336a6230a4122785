using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>A signed-in visitor with a window of a certain size, and everything the browser complained about.</summary>
internal sealed class Visit(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public const int Desk = 1280, Phone = 390, Narrow = 360;

    public IPage Page { get; } = page;

    public List<string> Complaints { get; } = [];

    public static async Task<Visit> StartAsync(IBrowser browser, string address, int width = Desk, bool dark = true, bool scripts = true, bool signIn = true)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address,
            ViewportSize = new() { Width = width, Height = width == Desk ? 900 : 844 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = scripts,
            ReducedMotion = ReducedMotion.Reduce,
        });
        var visit = new Visit(context, await context.NewPageAsync());
        visit.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") visit.Complaints.Add($"{visit.Page.Url}: {message.Text}");
        };
        visit.Page.PageError += (_, error) => visit.Complaints.Add($"{visit.Page.Url}: {error}");
        if (signIn) await visit.SignInAsync();
        return visit;
    }

    public async Task OpenAsync(string path)
    {
        var answer = await Page.GotoAsync(path);
        Assert.True(answer!.Status is < 400, $"{path} answered {answer.Status}");
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private async Task SignInAsync()
    {
        await Page.GotoAsync("/login");
        await Page.GetByLabel("User name").FillAsync(SeededConsole.Name);
        await Page.GetByLabel("Password").FillAsync(SeededConsole.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.WaitForURLAsync("**/");
    }
}
