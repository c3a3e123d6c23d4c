using System.Net.Http.Json;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.Web.Tests;

/// <summary>Every method of the contracts, called with keys of each kind: a new one is asked for its key and audited like the others, or it fails here.</summary>
[Collection(SharedKeyedProcess.Name)]
public sealed class AuditTests(KeyedProcess process) : IDisposable
{
    private static readonly FileDescriptor[] Contracts = [IngestReflection.Descriptor, EntityReflection.Descriptor, StanceReflection.Descriptor, SearchReflection.Descriptor];

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(process.Grpc);

    [Fact]
    public async Task No_method_answers_without_a_key()
    {
        foreach (var method in Methods())
        {
            Assert.Equal((method.FullName, StatusCode.Unauthenticated), (method.FullName, await CallAsync(method, null)));
        }
    }

    [Fact]
    public async Task Every_admin_call_leaves_one_line_and_no_other_call_does()
    {
        foreach (var method in Methods())
        {
            var before = Lines(method).Count;
            var refused = new[] { await CallAsync(method, KeyedProcess.Reader), await CallAsync(method, KeyedProcess.Writer) };
            var isAdmin = refused.All(status => status == StatusCode.PermissionDenied);

            Assert.NotEqual(StatusCode.PermissionDenied, await CallAsync(method, KeyedProcess.Admin));

            string[] expected = isAdmin ? ["reader from 127.0.0.1 was refused", "writer from 127.0.0.1 was refused", "admin from 127.0.0.1"] : [];
            await Eventually.TrueAsync(() => Task.FromResult(Lines(method).Count >= before + expected.Length), $"{method.FullName} is audited");
            Assert.Equal(expected, Lines(method).Skip(before));
        }
    }

    [Fact]
    public async Task An_admin_call_by_json_leaves_its_line_too()
    {
        var merge = Methods().Single(method => method.Name == "MergeEntities");
        var before = Lines(merge).Count;
        using var http = new HttpClient { BaseAddress = process.Address, DefaultRequestHeaders = { { "x-api-key", KeyedProcess.Admin } } };

        using var answer = await http.PostAsJsonAsync("/v1/entities/nobody:merge", new { into_entity_id = "by-json" });

        await Eventually.TrueAsync(() => Task.FromResult(Lines(merge).Count > before), "the call is audited");
    }

    public void Dispose() => _channel.Dispose();

    private static IEnumerable<MethodDescriptor> Methods() => Contracts.SelectMany(file => file.Services).SelectMany(service => service.Methods);

    private List<string> Lines(MethodDescriptor method)
    {
        var start = $"Admin call /{method.Service.FullName}/{method.Name} by ";
        return [.. process.Log.Split('\n').Where(line => line.Contains(start, StringComparison.Ordinal)).Select(line => line[(line.IndexOf(start, StringComparison.Ordinal) + start.Length)..].Trim())];
    }

    // With an empty request: what is asked for matters less than who asks.
    private async Task<StatusCode> CallAsync(MethodDescriptor method, string? key)
    {
        var kind = (method.IsClientStreaming, method.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            _ => MethodType.DuplexStreaming,
        };
        var called = new Method<byte[], byte[]>(kind, method.Service.FullName, method.Name, Bytes, Bytes);
        // A stream that lets the caller in has nothing to say for a while.
        var options = new CallOptions(key is null ? [] : [new("x-api-key", key)], DateTime.UtcNow.AddSeconds(3));
        var invoker = _channel.CreateCallInvoker();
        try
        {
            switch (kind)
            {
                case MethodType.Unary:
                    await invoker.AsyncUnaryCall(called, null, options, []);
                    break;
                case MethodType.ServerStreaming:
                    using (var call = invoker.AsyncServerStreamingCall(called, null, options, []))
                    {
                        await call.ResponseStream.MoveNext();
                    }

                    break;
                case MethodType.ClientStreaming:
                    using (var call = invoker.AsyncClientStreamingCall(called, null, options))
                    {
                        await call.RequestStream.CompleteAsync();
                        await call;
                    }

                    break;
                default:
                    using (var call = invoker.AsyncDuplexStreamingCall(called, null, options))
                    {
                        await call.RequestStream.CompleteAsync();
                        await call.ResponseStream.MoveNext();
                    }

                    break;
            }

            return StatusCode.OK;
        }
        catch (RpcException fault)
        {
            return fault.StatusCode;
        }
    }
}
