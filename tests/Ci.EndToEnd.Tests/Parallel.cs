using Xunit.v3;

// Most of their time these tests wait, for a start, a build or a switch, so there are more of them at once than processors.
[assembly: Parallelization(MaxThreads = 3)]
