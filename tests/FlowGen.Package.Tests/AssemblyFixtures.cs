using FlowGen.Package.Tests;

[assembly: AssemblyFixture(typeof(Repository))]

// Two builds at a time already fill two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
