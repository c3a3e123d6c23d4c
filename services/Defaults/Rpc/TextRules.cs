using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace OnRecord.Defaults;

/// <summary>What every text of a request must keep to: no U+0000, which PostgreSQL cannot store and nobody needs.</summary>
public static class TextRules
{
    /// <summary>Notes a fault for every string, at whatever depth, that holds U+0000.</summary>
    /// <param name="message">The request, or a part of it.</param>
    /// <param name="faults">Takes the faults.</param>
    /// <param name="path">Proto path of <paramref name="message"/>; empty for the request itself.</param>
    public static void Check(IMessage message, RequestFaults faults, string path = "")
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (field.IsMap || field.FieldType is not (FieldType.String or FieldType.Message))
            {
                continue;
            }

            var name = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            switch (field.Accessor.GetValue(message))
            {
                case string text:
                    faults.Require(!text.Contains('\0', StringComparison.Ordinal), name, "Must not hold the character U+0000.");
                    break;
                case IMessage part:
                    Check(part, faults, name);
                    break;
                case IEnumerable<string> texts:
                    foreach (var (at, text) in texts.Index())
                    {
                        faults.Require(!text.Contains('\0', StringComparison.Ordinal), $"{name}[{at}]", "Must not hold the character U+0000.");
                    }

                    break;
                case System.Collections.IEnumerable parts:
                    foreach (var (at, part) in parts.OfType<IMessage>().Index())
                    {
                        Check(part, faults, $"{name}[{at}]");
                    }

                    break;
            }
        }
    }
}
