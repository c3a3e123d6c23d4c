#!/usr/bin/env bash
# CodeHollow.FeedReader 1.2.6 (NuGet) reads "10:00:00 EDT" and "10:00:00 EST" as 10:00 UTC: the zones that RFC 822 names are dropped without a
# word, where a zone in figures is honoured. News of American outlets is four to eight hours too early.
#
# Expected by RFC 822, 5.1: 14:00 and 15:00 UTC.
# Exit 0 while that is so, 1 when it has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > finding.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="CodeHollow.FeedReader" Version="[1.2.6]" /></ItemGroup>
</Project>
XML
cat > Program.cs <<'CS'
using System;
using System.Linq;
using CodeHollow.FeedReader;

string[] zones = ["EDT", "EST", "-0400"];
var items = string.Concat(zones.Select(zone =>
    $"<item><title>{zone}</title><link>https://courier.example/{zone}</link><pubDate>Sun, 07 Jun 2026 10:00:00 {zone}</pubDate><description>Text.</description></item>"));
var feed = FeedReader.ReadFromString($"""<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title><link>https://courier.example/</link><description>News</description>{items}</channel></rss>""");
string[] seen = [.. feed.Items.Select(item => $"{item.PublishingDate?.ToUniversalTime():HH:mm}")];
Console.WriteLine(string.Join('\n', zones.Zip(seen, (zone, time) => $"10:00 {zone} is {time} UTC")));
return string.Join(' ', seen) == "10:00 10:00 14:00" ? 0 : 1;
CS
dotnet run
