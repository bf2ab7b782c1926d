namespace FlowGen.Annotations;

/// <summary>
/// Marks a helper that checks an <see cref="ApiResult{T}"/> it is given: when the method returns (or, for a method that returns
/// <see cref="bool"/>, when it returns <see langword="true"/>), the result succeeded. FG2002 believes it.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter, Inherited = false)]
public sealed class ChecksStatusAttribute : Attribute;
