using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Flow;

/// <summary>What a rule knows of single operations; <see cref="FlowSolver"/> brings them into the order in which they run.</summary>
internal interface IFlowReader
{
    /// <summary>Whether this is the last round, whose states are final.</summary>
    bool IsCollecting { get; set; }

    /// <summary>Reads a statement.</summary>
    void Read(IOperation operation, FlowState state);

    /// <summary>Reads what a block ends with: a condition, or what is returned or thrown.</summary>
    void ReadBranchValue(IOperation value, bool isCondition, FlowState state);

    /// <summary>What holds once the condition has turned out so. The state is changed and returned.</summary>
    FlowState Assume(IOperation condition, bool outcome, FlowState state);

    /// <summary>A value that was only copied turned out to be sound.</summary>
    void Settle(PostponedRead read);
}
