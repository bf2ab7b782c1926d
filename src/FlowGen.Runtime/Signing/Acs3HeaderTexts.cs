namespace FlowGen.Signing;

/// <summary>The header values of one signature.</summary>
/// <param name="ContentHash"><c>x-acs-content-sha256</c>.</param>
/// <param name="Date"><c>x-acs-date</c>.</param>
/// <param name="Nonce"><c>x-acs-signature-nonce</c>.</param>
/// <param name="Authorization"><c>Authorization</c>.</param>
internal readonly record struct Acs3HeaderTexts(string ContentHash, string Date, string Nonce, string Authorization);
