using System.Globalization;
using Ci.Jobs.Containers;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Containers;

public sealed class ResumeFilterTests
{
    [Property(MaxTest = 500)]
    public void A_first_reading_cut_anywhere_and_a_second_one_give_every_line_once(byte[] steps, int cut, int back)
    {
        var at = 0;
        var lines = steps.Select((step, index) => (At: (at += step % 3).ToString("D6", CultureInfo.InvariantCulture), Number: index)).ToList();
        var stored = lines.Take(Math.Abs(cut % (lines.Count + 1))).ToList();

        // The engine is asked from the last stored time or from some time before it.
        var last = stored.Count == 0 ? null : stored[^1].At;
        var from = lines.FindIndex(line => line.At == last) is var first and > 0 ? Math.Abs(back % (first + 1)) : 0;
        var filter = new ResumeFilter(last, stored.Count(line => line.At == last));
        stored.AddRange(lines.Skip(from).Where(line => filter.IsNew(line.At)));

        Assert.Equal(lines, stored);
    }
}
