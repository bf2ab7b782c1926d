using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FlowGen.Sandbox.Serving;

/// <summary>Kestrel on loopback. Reads no configuration, writes no log, and leaves the process' signals alone.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    /// <summary>The largest body taken where a call has none to bring: what is larger is a mistake or an attack.</summary>
    public const int LargestUnusedBody = 64 * 1024;

    // Shorter than the two seconds that System.CommandLine gives a program to end after a signal.
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(1);

    private readonly WebApplication _application;
    private bool _isDisposed;

    private SandboxServer(WebApplication application, Uri address)
    {
        _application = application;
        Address = address;
    }

    public Uri Address { get; }

    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="answererFor">Makes what answers the requests, once the server's address is known.</param>
    /// <param name="time">The clock that answers are dated by, so that a caller can see how far its own is off.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<SandboxServer> StartAsync(
        int port, Func<Uri, Func<ReceivedRequest, Task<SandboxAnswer>>> answererFor, TimeProvider time, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestUnusedBody;
            kestrel.Listen(IPAddress.Loopback, port);
        });

        // The host's usual lifetime takes over Ctrl+C and SIGTERM, which belong to the program that the sandbox runs in.
        builder.Services.AddSingleton<IHostLifetime, DetachedLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = GracePeriod);

        WebApplication application = builder.Build();
        try
        {
            // A connection can come before the address is known here: its requests wait for the answerer.
            TaskCompletionSource<Func<ReceivedRequest, Task<SandboxAnswer>>> answerer = new(TaskCreationOptions.RunContinuationsAsynchronously);
            application.Run(async context =>
            {
                Func<ReceivedRequest, Task<SandboxAnswer>> answerAsync = await answerer.Task.ConfigureAwait(false);
                ReceivedRequest request = new(context, application.Lifetime.ApplicationStopping);
                SandboxAnswer answer = await answerAsync(request).ConfigureAwait(false);
                context.Response.Headers.Date = (time.GetUtcNow() + request.ClockOffset).ToString("R", CultureInfo.InvariantCulture);
                await SendAsync(context, answer).ConfigureAwait(false);
            });
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            IServerAddressesFeature addresses = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
            Uri address = new(addresses.Addresses.Single());
            answerer.SetResult(answererFor(address));
            return new(application, address);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _application.StopAsync().ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext context, SandboxAnswer answer)
    {
        byte[] body = answer.Encode();
        if (answer.Delivery != AnswerDelivery.Whole)
        {
            await BrokenDelivery.SendAsync(context, answer, body).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = body.Length == 0 ? null : answer.ContentType;
        context.Response.ContentLength = body.Length;
        foreach ((string name, string value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        // The answer to HEAD has the headers of a body and none of its bytes (RFC 9110, section 9.3.2).
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private sealed class DetachedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
