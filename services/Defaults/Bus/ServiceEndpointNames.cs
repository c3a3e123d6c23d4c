using MassTransit;

namespace OnRecord.Defaults;

/// <summary>
/// Queue names: service, then what the consumer does ("entity-recognize-entities"). The service is the assembly's, so that the
/// queue is the same whether a process hosts one service or four.
/// </summary>
internal sealed class ServiceEndpointNames : KebabCaseEndpointNameFormatter
{
    public ServiceEndpointNames()
        : base(prefix: null, includeNamespace: false)
    {
    }

    protected override string GetConsumerName(Type type)
    {
        var assembly = type.Assembly.GetName().Name!;
        var service = assembly[(assembly.LastIndexOf('.') + 1)..];
        return SanitizeName(service) + "-" + base.GetConsumerName(type);
    }
}
