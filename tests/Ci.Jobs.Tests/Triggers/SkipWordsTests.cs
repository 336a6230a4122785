using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class SkipWordsTests
{
    [Theory]
    [InlineData("Sell pears [skip ci]", "[skip ci]"), InlineData("[ci skip] Sell pears", "[ci skip]"), InlineData("Sell pears\n\nLater.\n[no ci]\n", "[no ci]"), InlineData("[SKIP CI]", "[skip ci]")]
    public void A_word_anywhere_in_the_message_is_found(string message, string word) => Assert.Equal(word, SkipWords.Find(message));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("skip ci"), InlineData("[skip  ci]"), InlineData("[skip-ci]"), InlineData("[skip\nci]"), InlineData("[skip cider]")]
    public void Anything_else_is_no_wish(string? message) => Assert.Null(SkipWords.Find(message));
}
