#!/usr/bin/env bash
# CodeHollow.FeedReader 1.2.6 (NuGet) takes the first <link> of an Atom feed and of each entry for its address, whatever its rel says:
# an entry whose comments are linked first is addressed by its comments, and a feed that names itself first by itself.
#
# Expected by RFC 4287, 4.2.7.2: the link with rel="alternate". The order of links has no meaning there.
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
using CodeHollow.FeedReader;

var feed = FeedReader.ReadFromString("""
    <?xml version="1.0" encoding="utf-8"?>
    <feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><id>urn:courier</id><updated>2026-06-07T10:00:00Z</updated><author><name>Courier</name></author>
    <link rel="self" href="https://courier.example/feed"/><link rel="alternate" href="https://courier.example/"/>
    <entry><title>Vote</title><id>urn:1</id><updated>2026-06-07T10:00:00Z</updated>
    <link rel="replies" type="application/atom+xml" href="https://courier.example/vote/comments"/><link rel="alternate" href="https://courier.example/vote"/>
    <content>Text.</content></entry></feed>
    """.TrimStart());
Console.WriteLine($"feed: {feed.Link}\nentry: {feed.Items[0].Link}");
return feed.Link == "https://courier.example/feed" && feed.Items[0].Link == "https://courier.example/vote/comments" ? 0 : 1;
CS
dotnet run
