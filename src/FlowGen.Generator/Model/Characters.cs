namespace FlowGen.Generator.Model;

/// <summary>Questions about a text's characters. LINQ's would be compiled for characters in every build.</summary>
internal static class Characters
{
    public static bool All(string text, Func<char, bool> predicate)
    {
        foreach (var character in text)
        {
            if (!predicate(character))
            {
                return false;
            }
        }

        return true;
    }
}
