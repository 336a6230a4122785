namespace Ci.Web.Tests.Webhooks;

public sealed class TimedSignatureTests
{
    private static readonly Proof Signed = Proof.All.First(proof => proof.Secret.StartsWith("whsec_", StringComparison.Ordinal));
    private static readonly Proof Token = Proof.All.First(proof => !proof.CoversBody);

    [Theory]
    [InlineData(0, true), InlineData(300, true), InlineData(-300, true), InlineData(301, false), InlineData(-301, false), InlineData(600, false)]
    public void A_signature_holds_for_five_minutes(int seconds, bool holds) => Assert.Equal(holds, Signed.Verifies(later: TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("-1"), InlineData("+1772619072"), InlineData("1772619072.0"), InlineData("0x69"), InlineData("99999999999999999999"), InlineData("")]
    public void A_time_that_is_none_is_refused(string time)
    {
        var headers = Signed.ToHeaders();
        headers["webhook-timestamp"] = time;

        Assert.False(Signed.Verifies(headers));
    }

    [Fact]
    public void One_of_a_few_signatures_is_enough()
    {
        var right = Signed.Headers["webhook-signature"];
        var other = "v1," + Convert.ToBase64String(new byte[32]);
        foreach (var (text, holds) in new[] { ($"{other} {right}", true), ($"{right} v2,x", true), ($"v1a,{right[3..]}", false), (right[3..], false), (string.Join(' ', Enumerable.Repeat(right, 9)), false) })
        {
            var headers = Signed.ToHeaders();
            headers["webhook-signature"] = text;
            Assert.Equal(holds, Signed.Verifies(headers));
        }
    }

    [Fact]
    public void A_wrong_signature_is_not_rescued_by_the_right_token_and_a_right_one_needs_none()
    {
        var headers = Signed.ToHeaders();
        headers["X-Gitlab-Token"] = "wrong";
        Assert.True(Signed.Verifies(headers));

        headers["X-Gitlab-Token"] = Token.Secret;
        Assert.False(Signed.Verifies(headers, secrets: [Token.Secret]));
    }

    [Fact]
    public void A_signing_key_is_no_token()
    {
        var headers = Token.ToHeaders();
        headers["X-Gitlab-Token"] = Signed.Secret;

        Assert.False(Token.Verifies(headers, secrets: [Signed.Secret]));
    }
}
