using System.Net;
using Microsoft.Extensions.Options;

namespace OnRecord.Ingest.Tests;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    public void What_is_not_public_is_refused(string address) => Assert.False(Guard().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("192.167.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1111")]
    public void Public_addresses_are_allowed(string address) => Assert.True(Guard().Allows(IPAddress.Parse(address)));

    [Fact]
    public void The_operator_may_allow_a_network_of_his_own()
    {
        var guard = Guard("10.20.0.0/16");

        Assert.True(guard.Allows(IPAddress.Parse("10.20.30.40")));
        Assert.True(guard.Allows(IPAddress.Parse("::ffff:10.20.30.40")));
        Assert.False(guard.Allows(IPAddress.Parse("10.21.0.1")));
    }

    [Theory]
    [InlineData("http://127.0.0.1/feed", false)]
    [InlineData("http://[::1]/feed", false)]
    [InlineData("http://2130706433/feed", false)]      // 127.0.0.1 as one number
    [InlineData("http://0x7f.1/feed", false)]          // and in hexadecimal
    [InlineData("http://courier.example/feed", true)]  // names are judged when they are resolved
    public void Addresses_in_urls_are_seen_through(string url, bool allowed) => Assert.Equal(allowed, Guard().MayAllow(new Uri(url)));

    [Fact]
    public void A_network_that_is_none_stops_the_start_with_the_key()
    {
        var options = new FeedOptions { AllowedNetworks = ["10.0.0.0/99"] };

        var fault = Assert.Single(options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)));

        Assert.Equal("AllowedNetworks", Assert.Single(fault.MemberNames));
    }

    private static AddressGuard Guard(params string[] allowed) => new(Options.Create(new FeedOptions { AllowedNetworks = allowed }));
}
