using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Defaults.Tests;

/// <summary>Every text that a request can hold, whichever method it is for: one that is added later is found here by itself.</summary>
public sealed class TextRulesTests
{
    private static readonly FileDescriptor[] Contracts = [IngestReflection.Descriptor, EntityReflection.Descriptor, StanceReflection.Descriptor, SearchReflection.Descriptor];

    private static readonly Dictionary<string, MessageDescriptor> Requests = Contracts.SelectMany(file => file.Services).SelectMany(service => service.Methods)
        .Select(method => method.InputType).Distinct().ToDictionary(request => request.FullName);

    public static TheoryData<string, string> Texts()
    {
        var texts = new TheoryData<string, string>();
        foreach (var request in Requests.Values)
        {
            foreach (var path in Paths(request))
            {
                texts.Add(request.FullName, path);
            }
        }

        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_zero_in_a_text_is_a_fault_of_its_field(string request, string path)
    {
        var message = Requests[request].Parser.ParseFrom(ByteString.Empty);
        Set(message, path.Split('.'));
        var faults = new RequestFaults();

        TextRules.Check(message, faults);

        Assert.Equal([path.Replace("[]", "[0]", StringComparison.Ordinal)], faults.All.Select(fault => fault.Field));
    }

    [Fact]
    public void Texts_are_found_at_every_depth() => Assert.Contains("article.authors[]", Paths(SubmitArticleRequest.Descriptor));

    // "article.authors[]"
    private static IEnumerable<string> Paths(MessageDescriptor message) => message.Fields.InDeclarationOrder().SelectMany(field =>
    {
        var name = field.IsRepeated ? $"{field.Name}[]" : field.Name;
        return field.FieldType switch
        {
            FieldType.String => [name],
            FieldType.Message => Paths(field.MessageType).Select(inner => $"{name}.{inner}"),
            _ => [],
        };
    });

    private static void Set(IMessage message, ReadOnlySpan<string> path)
    {
        var field = message.Descriptor.FindFieldByName(path[0].TrimEnd('[', ']'));
        object value = "a\0b";
        if (path.Length > 1)
        {
            var part = field.MessageType.Parser.ParseFrom(ByteString.Empty);
            Set(part, path[1..]);
            value = part;
        }

        if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(value);
        }
        else
        {
            field.Accessor.SetValue(message, value);
        }
    }
}
