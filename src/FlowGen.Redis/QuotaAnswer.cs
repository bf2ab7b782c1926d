namespace FlowGen.Redis;

/// <summary>What Redis answers to a request for permits.</summary>
/// <param name="Granted">How many of the requests got theirs, the first ones.</param>
/// <param name="Wait">When it makes sense to ask for the rest.</param>
/// <param name="Free">The permits that are free now.</param>
internal readonly record struct QuotaAnswer(int Granted, TimeSpan Wait, int Free);
