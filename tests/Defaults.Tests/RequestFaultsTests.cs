using Google.Rpc;
using Grpc.Core;

namespace OnRecord.Defaults.Tests;

public sealed class RequestFaultsTests
{
    [Fact]
    public void Every_broken_rule_is_reported_at_once_by_its_field()
    {
        var faults = new RequestFaults();
        faults.Uuid("seven", "article_id");
        faults.PageSize(-1, 50, 500);
        faults.PageToken<object>("rubbish", "");

        var error = Assert.Throws<RpcException>(faults.ThrowIfAny);

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        var details = error.GetRpcStatus()!.GetDetail<BadRequest>();
        Assert.Equal(["article_id", "page_size", "page_token"], details.FieldViolations.Select(fault => fault.Field));
    }

    [Fact]
    public void A_good_request_passes()
    {
        var faults = new RequestFaults();
        faults.Uuid(Guid.NewGuid().ToString(), "article_id");
        Assert.Equal(50, faults.PageSize(0, 50, 500));
        Assert.Equal(500, faults.PageSize(500, 50, 500));

        faults.ThrowIfAny();
    }

    [Fact]
    public void Overload_tells_when_to_come_back()
    {
        var status = RequestFaults.ResourceExhausted("Full.", TimeSpan.FromSeconds(3)).GetRpcStatus()!;

        Assert.Equal(3, status.GetDetail<RetryInfo>().RetryDelay.Seconds);
        Assert.Equal("OVERLOADED", status.GetDetail<ErrorInfo>().Reason);
    }
}
