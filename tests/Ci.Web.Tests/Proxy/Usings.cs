global using Ci.Jobs.Traffic;
global using Ci.Web.Proxy;
global using Xunit;
