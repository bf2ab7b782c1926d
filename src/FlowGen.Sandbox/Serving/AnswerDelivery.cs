namespace FlowGen.Sandbox.Serving;

/// <summary>How an answer is sent.</summary>
internal enum AnswerDelivery
{
    /// <summary>As it is.</summary>
    Whole,

    /// <summary>Half of its body, before the connection ends.</summary>
    CutOff,

    /// <summary>Not at all: the connection is reset.</summary>
    Reset,
}
