using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace FlowGen.Analyzers.Flow;

/// <summary>
/// Runs the states through a graph until nothing changes. Forward; what holds at a block is what holds on every path to it.
/// </summary>
internal sealed class FlowSolver
{
    private readonly FlowGraph _graph;
    private readonly IFlowReader _reader;
    private readonly Dictionary<(int Block, object Key), int> _joined = [];
    private readonly Func<int> _nextNumber;
    private readonly CancellationToken _cancellationToken;

    public FlowSolver(FlowGraph graph, IFlowReader reader, Func<int> nextNumber, CancellationToken cancellationToken)
    {
        _graph = graph;
        _reader = reader;
        _nextNumber = nextNumber;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Reads the whole graph. False when it does not settle: then nothing that was found counts.</summary>
    public bool TryRun(FlowState entry)
    {
        var blocks = _graph.Graph.Blocks;
        var run = new Run(0, blocks.Length - 1);
        if (!TrySolve(run, entry))
        {
            return false;
        }

        _reader.IsCollecting = true;
        foreach (var block in blocks)
        {
            if (run.States[block.Ordinal] is { } state)
            {
                ReadBlock(block, state.Copy(), run, null);
            }
        }

        _reader.IsCollecting = false;
        return true;
    }

    private bool TrySolve(Run run, FlowState entry)
    {
        var pending = new SortedSet<int> { run.First };
        run.Add(run.First, (-1, 0), entry);

        // Each block settles after a few rounds; the bound only keeps a defect here from hanging the compiler.
        for (var left = (64 * (run.Last - run.First + 1)) + 64; pending.Count > 0; left--)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (left == 0)
            {
                return false;
            }

            var ordinal = pending.Min;
            pending.Remove(ordinal);
            var state = Join(ordinal, run.PathsTo(ordinal));
            if (state is null || (run.States[ordinal] is { } known && known.IsSameAs(state)))
            {
                continue;
            }

            run.States[ordinal] = state;
            ReadBlock(_graph.Graph.Blocks[ordinal], state.Copy(), run, pending);
        }

        return true;
    }

    /// <summary>Reads a block and hands its state on; with no <paramref name="pending"/>, only reads it.</summary>
    private void ReadBlock(BasicBlock block, FlowState state, Run run, SortedSet<int>? pending)
    {
        var handlers = pending is null ? ImmutableArray<int>.Empty : _graph.HandlersOf(block.Ordinal);
        for (var i = 0; i < block.Operations.Length && state.IsReachable; i++)
        {
            // What a handler meets is what held when something was thrown.
            var mayThrow = handlers.Length > 0 && MayThrow.IsTrueOf(block.Operations[i]);
            HandOver(mayThrow ? handlers : ImmutableArray<int>.Empty, (block.Ordinal, 4 + (2 * i)), state, run, pending);
            _reader.Read(block.Operations[i], state);
            HandOver(
                mayThrow && MayThrow.IsPartlyDoneBefore(block.Operations[i]) ? handlers : ImmutableArray<int>.Empty,
                (block.Ordinal, 5 + (2 * i)),
                state,
                run,
                pending);
        }

        if (handlers.Length > 0 && state.IsReachable && LeavesByException(block))
        {
            HandOver(handlers, (block.Ordinal, 3), state, run, pending);
        }

        if (state.IsReachable && block.BranchValue is { } value)
        {
            _reader.ReadBranchValue(value, block.ConditionKind != ControlFlowConditionKind.None, state);
        }

        if (pending is null || !state.IsReachable)
        {
            return;
        }

        if (block.ConditionKind == ControlFlowConditionKind.None)
        {
            Follow(block.FallThroughSuccessor, 0, state, run, pending);
            return;
        }

        var whenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        Follow(block.ConditionalSuccessor, 1, _reader.Assume(block.BranchValue!, whenTrue, state.Copy()), run, pending);
        Follow(block.FallThroughSuccessor, 0, _reader.Assume(block.BranchValue!, !whenTrue, state.Copy()), run, pending);
    }

    private static bool LeavesByException(BasicBlock block) =>
        (block.BranchValue is { } value && MayThrow.IsTrueOf(value))
        || block.FallThroughSuccessor?.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow
            or ControlFlowBranchSemantics.StructuredExceptionHandling or ControlFlowBranchSemantics.Error;

    private void Follow(ControlFlowBranch? branch, int edge, FlowState state, Run run, SortedSet<int> pending)
    {
        if (branch is null || !state.IsReachable)
        {
            return;
        }

        if (branch.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling && branch.Source.Ordinal == run.Last)
        {
            run.AddExit(state);
            return;
        }

        if (branch.Destination is not { } destination || !run.Covers(destination.Ordinal))
        {
            return;
        }

        var current = state;
        foreach (var region in branch.FinallyRegions)
        {
            if (RunFinally(region, current) is not { } after)
            {
                return;
            }

            current = after;
        }

        current = ReferenceEquals(current, state) ? state.Copy() : current;
        foreach (var region in branch.LeavingRegions)
        {
            foreach (var local in region.Locals)
            {
                current.Forget(local);
            }

            foreach (var capture in region.CaptureIds)
            {
                current.Forget(capture);
            }
        }

        run.Add(destination.Ordinal, (branch.Source.Ordinal, edge), current);
        pending.Add(destination.Ordinal);
    }

    /// <summary>A finally block is run for each way through it, so that the ways do not mix. Null when it is never left.</summary>
    private FlowState? RunFinally(ControlFlowRegion region, FlowState state)
    {
        var run = new Run(region.FirstBlockOrdinal, region.LastBlockOrdinal);
        return TrySolve(run, state.Copy()) ? Join(~region.FirstBlockOrdinal, run.Exits) : null;
    }

    private static void HandOver(ImmutableArray<int> handlers, (int Block, int Edge) source, FlowState state, Run run, SortedSet<int>? pending)
    {
        foreach (var handler in handlers)
        {
            if (run.Covers(handler) && state.IsReachable)
            {
                run.Add(handler, source, state.Copy());
                pending?.Add(handler);
            }
        }
    }

    private FlowState? Join(int block, List<FlowState> paths) =>
        paths.Count == 0 ? null : new FlowMerge(key => NumberOf(block, key), _reader.Settle).Join(paths);

    private int NumberOf(int block, object key)
    {
        if (!_joined.TryGetValue((block, key), out var number))
        {
            _joined.Add((block, key), number = _nextNumber());
        }

        return number;
    }

    /// <summary>One run over a range of blocks: the whole graph, or a finally block.</summary>
    private sealed class Run(int first, int last)
    {
        private readonly Dictionary<int, Dictionary<(int, int), FlowState>> _paths = [];

        public int First => first;

        public int Last => last;

        public FlowState?[] States { get; } = new FlowState?[last + 1];

        public List<FlowState> Exits { get; } = [];

        public bool Covers(int block) => block >= first && block <= last;

        public void Add(int block, (int Block, int Edge) source, FlowState state)
        {
            if (!_paths.TryGetValue(block, out var paths))
            {
                _paths.Add(block, paths = []);
            }

            paths[source] = state;
        }

        public void AddExit(FlowState state)
        {
            // Later rounds are the settled ones.
            Exits.Clear();
            Exits.Add(state);
        }

        public List<FlowState> PathsTo(int block) => [.. _paths[block].Values];
    }
}
