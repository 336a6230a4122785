namespace Ci.Web.Pages.SlotView;

/// <summary>What a slot is at the moment.</summary>
internal enum SlotRole
{
    Empty,
    Live,
    Candidate,
    Previous,

    /// <summary>It held a release that no longer runs.</summary>
    Retired,
}
