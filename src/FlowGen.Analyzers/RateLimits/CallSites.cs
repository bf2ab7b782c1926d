using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>Methods that run again and again, known by the shape that frameworks give them.</summary>
internal static class CallSites
{
    /// <summary>Whether a server runs the method for each request or message: an action, a handler, a middleware, a hub's method.</summary>
    public static bool IsPerRequest(IMethodSymbol method)
    {
        if (method.IsStatic && !HasAttribute(method, static name => name is "FunctionAttribute" or "FunctionNameAttribute"))
        {
            return false;
        }

        return HasAttribute(method, static name => name.StartsWith("Http", StringComparison.Ordinal) || name is "RouteAttribute" or "FunctionAttribute" or "FunctionNameAttribute" or "TopicAttribute")
            || TakesContext(method)
            || (method.DeclaredAccessibility == Accessibility.Public && IsServed(method.ContainingType))
            || ImplementsHandler(method);
    }

    /// <summary>
    /// Whether an object's method may be one that a program calls again and again. Static methods, programs, their commands, tests and
    /// set-up run once, as far as anybody can tell.
    /// </summary>
    public static bool MayRunOften(IMethodSymbol method)
    {
        if (method.IsStatic || method.Parameters.IsEmpty || IsProgram(method.ContainingType.Name) || HasTests(method.ContainingType) || !method.ContainingType.GetMembers("Main").IsEmpty)
        {
            return false;
        }

        foreach (var beginning in new[] { "Run", "Main", "Start", "Setup", "SetUp", "Init", "Configure", "Create", "Build", "Make", "Execute", "Seed" })
        {
            if (method.Name.StartsWith(beginning, StringComparison.Ordinal))
            {
                return method.Name.Length > beginning.Length && char.IsLower(method.Name[beginning.Length]);
            }
        }

        return true;
    }

    /// <summary>Whether the method gives a route or a middleware its handler.</summary>
    public static bool IsRoute(IMethodSymbol method) =>
        IsRoute(method.Name)
        || (method.Name is "Map" or "Use" or "Run" && IsIn(method, "AspNetCore"));

    /// <summary>Whether the name alone says that a method gives a route its handler.</summary>
    public static bool IsRoute(string method) =>
        method is "MapGet" or "MapPost" or "MapPut" or "MapDelete" or "MapPatch" or "MapMethods" or "MapFallback";

    /// <summary>Whether the method calls its lambda for each element: a query, or one of the Parallel class.</summary>
    public static bool IsPerElement(IMethodSymbol method) =>
        method.Name is "Select" or "SelectMany" or "Where" or "ForEach" or "ForEachAsync" or "For" or "ForAll" or "ConvertAll"
        && (IsIn(method, "Linq") || IsIn(method, "Tasks") || IsIn(method, "Generic"));

    private static bool IsProgram(string type)
    {
        foreach (var ending in new[] { "Program", "Startup", "Command", "App", "Application", "Sample", "Example", "Demo", "Tool", "Job", "Worker" })
        {
            if (type.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TakesContext(IMethodSymbol method)
    {
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.Name is "HttpContext" or "HttpRequest" or "HttpRequestData" or "ServerCallContext")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsServed(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name is "ControllerBase" or "Controller" or "Hub" or "PageModel" or "ApiController" or "ViewComponent" or "EndpointWithoutRequest")
            {
                return true;
            }
        }

        return HasAttribute(type, static name => name is "ApiControllerAttribute");
    }

    private static bool ImplementsHandler(IMethodSymbol method)
    {
        if (method.Name is not ("Handle" or "HandleAsync" or "Consume" or "Execute"))
        {
            return false;
        }

        foreach (var implemented in method.ContainingType.AllInterfaces)
        {
            if (implemented.Name is "IRequestHandler" or "INotificationHandler" or "IConsumer" or "IJob" or "IHandleMessages" or "ICommandHandler" or "IQueryHandler" or "IEventHandler" or "IMessageHandler")
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasTests(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol && HasAttribute(member, static name => name is "FactAttribute" or "TheoryAttribute" or "TestAttribute" or "TestCaseAttribute" or "TestMethodAttribute" or "SetUpAttribute" or "BenchmarkAttribute"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasAttribute(ISymbol symbol, Func<string, bool> isOne)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: var name } && isOne(name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsIn(IMethodSymbol method, string part)
    {
        for (var space = method.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.Name == part)
            {
                return true;
            }
        }

        return false;
    }
}
