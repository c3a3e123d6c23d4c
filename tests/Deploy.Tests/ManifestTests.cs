using System.Globalization;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using OnRecord.TestKit;
using YamlDotNet.Core;

namespace OnRecord.Deploy.Tests;

/// <summary>The manifests are what Kubernetes takes, and agree with each other, with the image and with the settings that there are.</summary>
public sealed partial class ManifestTests
{
    private static readonly string[] Services = ["ingest", "entity", "stance", "search"];

    private static readonly Lazy<HashSet<string>> Keys = new(() =>
        [.. KeyRow().Matches(File.ReadAllText(RepoRoot.Combine("docs", "configuration.md"))).Select(row => row.Groups[1].Value)]);

    public static TheoryData<string> Folders => new("base", "overlays/small", "overlays/production");

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_object_loads_strictly_and_is_named_once(string folder)
    {
        var objects = Manifests.Load(folder).Objects.Cast<IKubernetesObject<V1ObjectMeta>>().ToList();

        Assert.NotEmpty(objects);
        Assert.Empty(objects.GroupBy(one => (one.Kind, one.Metadata.Name)).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void A_field_that_there_is_not_is_refused() => Assert.ThrowsAny<YamlException>(() =>
        KubernetesYaml.LoadAllFromString("apiVersion: v1\nkind: Service\nmetadata: { name: x }\nspec: { selecter: { a: b } }", strict: true));

    [Fact]
    public void Every_file_is_taken_by_a_kustomization()
    {
        var taken = Directory.EnumerateFiles(Manifests.Folder, "kustomization.yaml", SearchOption.AllDirectories)
            .SelectMany(path => File.ReadLines(path).Select(line => ListItem().Match(line)).Where(item => item.Success)
                .Select(item => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, item.Groups[1].Value))))
            .ToHashSet();

        Assert.All(
            Directory.EnumerateFiles(Manifests.Folder, "*.yaml", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != "kustomization.yaml"),
            path => Assert.Contains(path, taken));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Selectors_ports_and_probes_find_what_they_name(string folder)
    {
        var manifests = Manifests.Load(folder);
        Assert.Equal([.. Services, "console"], manifests.Deployments.Select(deployment => deployment.Name()).OrderBy(Order));
        foreach (var deployment in manifests.Deployments)
        {
            var (name, labels) = (deployment.Name(), deployment.Spec.Template.Metadata.Labels);
            Assert.True(Selects(deployment.Spec.Selector.MatchLabels, labels), name);
            foreach (var spread in deployment.Spec.Template.Spec.TopologySpreadConstraints ?? [])
            {
                Assert.True(Selects(spread.LabelSelector.MatchLabels, labels), name);
            }

            var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
            Assert.Equal(["grpc 8081", "http 8080"], container.Ports.Select(port => $"{port.Name} {port.ContainerPort}"));
            Assert.All([container.StartupProbe, container.ReadinessProbe], probe => Assert.Equal(8081, probe.Grpc.Port));
            Assert.Equal(("http", "/healthz"), (container.LivenessProbe.HttpGet.Port.Value, container.LivenessProbe.HttpGet.Path));

            var service = Assert.Single(manifests.Objects.OfType<V1Service>(), service => service.Name() == name);
            Assert.True(Selects(service.Spec.Selector, labels), name);
            Assert.All(service.Spec.Ports, port => Assert.Equal(
                port.Port, Assert.Single(container.Ports, inner => inner.Name == port.TargetPort.Value).ContainerPort));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Pods_are_bounded_and_hold_no_rights(string folder)
    {
        foreach (var (name, template) in Manifests.Load(folder).Pods)
        {
            var pod = template.Spec;
            var container = Assert.Single(pod.Containers);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            foreach (var resource in new[] { "cpu", "memory" })
            {
                Assert.True(container.Resources.Requests[resource].ToDecimal() <= container.Resources.Limits[resource].ToDecimal(), name);
            }

            Assert.All(container.VolumeMounts, mount => Assert.Contains(pod.Volumes, volume => volume.Name == mount.Name));
            // A drain must not be cut short: the grace of the pod is longer than that of the process (Bus:DrainSeconds and five seconds).
            Assert.True(!Services.Contains(name) || pod.TerminationGracePeriodSeconds > 25, name);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Settings_are_keys_that_there_are_and_references_are_met(string folder)
    {
        var manifests = Manifests.Load(folder);
        var maps = manifests.Objects.OfType<V1ConfigMap>().ToDictionary(map => map.Name());
        var readme = File.ReadAllText(Path.Combine(Manifests.Folder, "README.md"));
        var names = maps.Values.SelectMany(map => map.Data.Keys).ToList();
        foreach (var container in manifests.Pods.SelectMany(one => one.Pod.Spec.Containers))
        {
            names.AddRange((container.Env ?? []).Select(variable => variable.Name));
            Assert.All(container.EnvFrom ?? [], source => Assert.Contains(source.ConfigMapRef.Name, maps.Keys));
            // Where the services look for secrets unless told otherwise.
            Assert.Contains(container.VolumeMounts, mount => mount is { MountPath: "/run/secrets", ReadOnlyProperty: true });
        }

        names.AddRange(SecretFile().Matches(readme).Select(file => file.Groups[1].Value));
        Assert.All(names.Where(name => name.Contains("__", StringComparison.Ordinal)), name => Assert.True(IsKey(name), name));
        Assert.All(
            manifests.Pods.SelectMany(one => one.Pod.Spec.Volumes).Where(volume => volume.Secret is not null),
            volume => Assert.True(volume.Secret.Optional == true || readme.Contains(volume.Secret.SecretName, StringComparison.Ordinal)));
        var console = manifests.Deployments.Single(deployment => deployment.Name() == "console").Spec.Template.Spec.Containers[0];
        foreach (var service in Services)
        {
            var key = $"Console__{char.ToUpperInvariant(service[0])}{service[1..]}";
            Assert.Equal($"http://{service}:8081", console.Env.Single(variable => variable.Name == key).Value);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Telemetry_finds_its_collector_and_tells_pods_apart(string folder)
    {
        var manifests = Manifests.Load(folder);
        var map = manifests.Objects.OfType<V1ConfigMap>().Single();
        foreach (var deployment in manifests.Deployments)
        {
            var container = deployment.Spec.Template.Spec.Containers[0];
            var given = (container.EnvFrom ?? []).Any(source => source.ConfigMapRef.Name == map.Name()) ? map.Data["OTEL_EXPORTER_OTLP_ENDPOINT"]
                : container.Env.Single(one => one.Name == "OTEL_EXPORTER_OTLP_ENDPOINT").ValueFrom.ConfigMapKeyRef is { } key && key.Name == map.Name() ? map.Data[key.Key] : null;
            Assert.Equal("http://otel-collector:4317", given);
            var names = container.Env.Select(one => one.Name).ToList();
            Assert.Equal("service.instance.id=$(POD_NAME)", container.Env.Single(one => one.Name == "OTEL_RESOURCE_ATTRIBUTES").Value);
            // Kubernetes fills in what stands before.
            Assert.InRange(names.IndexOf("POD_NAME"), 0, names.IndexOf("OTEL_RESOURCE_ATTRIBUTES") - 1);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_host_that_a_setting_names_is_a_service_with_that_port_or_declared_as_outside(string folder)
    {
        var manifests = Manifests.Load(folder);
        var services = manifests.Objects.OfType<V1Service>().ToDictionary(service => service.Name());
        var addresses = manifests.Objects.OfType<V1ConfigMap>().SelectMany(map => map.Data.Values)
            .Concat(manifests.Pods.SelectMany(one => one.Pod.Spec.Containers).SelectMany(container => container.Env ?? []).Select(variable => variable.Value))
            .Select(value => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Host.Length > 0 ? address : null).OfType<Uri>().ToList();

        Assert.Equal(["entity", "ingest", "otel-collector", "search", "stance"], addresses.Select(address => address.Host).Distinct().Order(StringComparer.Ordinal));
        Assert.All(addresses, address =>
        {
            var service = services[address.Host].Spec;
            Assert.True(service.Type == "ExternalName" ? service.ExternalName.Contains('.') : service.Ports.Any(port => port.Port == address.Port), address.ToString());
        });
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Memory_alerts_before_a_container_is_killed_for_it(string folder)
    {
        var bounds = MemoryBound().Matches(File.ReadAllText(RepoRoot.Combine("deploy", "prometheus", "alerts.yml")));
        Assert.Equal(2, bounds.Count);
        foreach (var deployment in Manifests.Load(folder).Deployments)
        {
            var name = "onrecord-" + deployment.Name();
            var bound = Assert.Single(bounds, bound => Regex.IsMatch(name, $"^(?:{bound.Groups["names"].Value})$") == (bound.Groups["operator"].Value == "=~"));
            var bytes = decimal.Parse(bound.Groups["bytes"].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
            var resources = deployment.Spec.Template.Spec.Containers[0].Resources;
            Assert.InRange(bytes, resources.Requests["memory"].ToDecimal(), 0.85m * resources.Limits["memory"].ToDecimal());
        }
    }

    [Theory]
    [InlineData("overlays/small", false)]
    [InlineData("overlays/production", true)]
    public void An_overlay_names_an_image_of_a_version_for_every_pod(string folder, bool manyReplicas)
    {
        var manifests = Manifests.Load(folder);
        var built = Programs().Match(File.ReadAllText(RepoRoot.Combine("Dockerfile"))).Groups[1].Value.ToLowerInvariant().Split(' ');

        Assert.All(manifests.Deployments, deployment =>
        {
            var image = VersionedImage().Match(deployment.Spec.Template.Spec.Containers[0].Image);
            Assert.True(image.Success, deployment.Name());
            Assert.Equal(deployment.Name(), image.Groups[1].Value);
            Assert.Contains(image.Groups[1].Value, built);
            Assert.True(deployment.Name() == "console" || deployment.Spec.Replicas > 1 == manyReplicas, deployment.Name());
        });
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_job_migrates_each_schema_with_the_image_of_its_service_which_does_not_itself(string folder)
    {
        var manifests = Manifests.Load(folder);
        Assert.Equal(Services.Select(service => $"migrate-{service}"), manifests.Jobs.Select(job => job.Name()));
        foreach (var service in Services)
        {
            var job = manifests.Jobs.Single(job => job.Name() == $"migrate-{service}");
            var migration = Assert.Single(job.Spec.Template.Spec.Containers);
            Assert.Equal(["--migrate"], migration.Args);
            Assert.Equal("OnFailure", job.Spec.Template.Spec.RestartPolicy);
            Assert.Equal(manifests.Deployments.Single(deployment => deployment.Name() == service).Spec.Template.Spec.Containers[0].Image, migration.Image);
            // It must never be taken for one of those that serve.
            Assert.DoesNotContain(
                manifests.Objects.OfType<V1Service>(), one => one.Spec.Selector is not null && Selects(one.Spec.Selector, job.Spec.Template.Metadata.Labels));
        }

        Assert.Equal("false", manifests.Objects.OfType<V1ConfigMap>().Single().Data["Storage__Migrate"]);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Budgets_and_policies_select_pods_that_there_are(string folder)
    {
        var manifests = Manifests.Load(folder);
        var pods = manifests.Deployments.ToDictionary(deployment => deployment.Name(), deployment => deployment.Spec.Template);
        foreach (var service in pods.Keys)
        {
            var budget = manifests.Objects.OfType<V1PodDisruptionBudget>().Single(budget => budget.Name() == service);
            Assert.True(Selects(budget.Spec.Selector.MatchLabels, pods[service].Metadata.Labels));
            Assert.Equal("1", budget.Spec.MaxUnavailable.Value);
        }

        var policies = manifests.Objects.OfType<V1NetworkPolicy>().ToList();
        Assert.Contains(policies, policy => policy.Spec.Ingress is null && pods.Values.All(pod => Selects(policy.Spec.PodSelector, pod.Metadata.Labels)));
        Assert.All(policies, policy =>
        {
            var selected = pods.Values.Where(pod => Selects(policy.Spec.PodSelector, pod.Metadata.Labels)).ToList();
            Assert.NotEmpty(selected);
            var ports = selected.SelectMany(pod => pod.Spec.Containers[0].Ports).Select(port => port.Name).ToHashSet();
            Assert.All((policy.Spec.Ingress ?? []).SelectMany(rule => rule.Ports), port => Assert.Contains(port.Port.Value, ports));
        });
        // Who may reach each service is said somewhere: what no policy lets in is cut off.
        Assert.All(pods.Values, pod => Assert.Contains(policies, policy => policy.Spec.Ingress is not null && Selects(policy.Spec.PodSelector, pod.Metadata.Labels)));
    }

    [Fact]
    public void Scaling_follows_queues_that_there_are()
    {
        var manifests = Manifests.Load("overlays/production");
        var scalers = manifests.Objects.OfType<ScaledObject>().ToList();
        Assert.Equal(["entity", "search", "stance"], scalers.Select(scaler => scaler.Metadata.Name).Order(StringComparer.Ordinal));
        foreach (var scaler in scalers)
        {
            var target = Assert.Single(manifests.Deployments, deployment => deployment.Name() == scaler.Spec.ScaleTargetRef.Name);
            Assert.Equal(target.Spec.Replicas, scaler.Spec.MinReplicaCount);
            Assert.True(scaler.Spec.MaxReplicaCount > scaler.Spec.MinReplicaCount);
            var trigger = Assert.Single(scaler.Spec.Triggers);
            Assert.Equal("rabbitmq", trigger.Type);
            Assert.Contains(trigger.Metadata["queueName"], Queues());
            Assert.StartsWith(scaler.Metadata.Name + "-", trigger.Metadata["queueName"], StringComparison.Ordinal);
            Assert.True(int.Parse(trigger.Metadata["value"], CultureInfo.InvariantCulture) > 0);
            var authentication = manifests.Objects.OfType<TriggerAuthentication>().Single(one => one.Metadata.Name == trigger.AuthenticationRef.Name);
            Assert.All(authentication.Spec.SecretTargetRef, secret => Assert.Contains(
                secret.Name, File.ReadAllText(Path.Combine(Manifests.Folder, "overlays", "production", "kustomization.yaml")), StringComparison.Ordinal));
        }
    }

    // A queue bears the name of its service and of its consumer; see Defaults/Bus/ServiceEndpointNames.
    private static HashSet<string> Queues() => [.. Services.SelectMany(service =>
        Consumer().Matches(string.Concat(Directory.EnumerateFiles(RepoRoot.Combine("services", Capital(service)), "*Setup.cs").Select(File.ReadAllText)))
            .Select(consumer => service + Regex.Replace(consumer.Groups[1].Value, "[A-Z]", word => "-" + word.Value.ToLowerInvariant())))];

    private static string Capital(string service) => char.ToUpperInvariant(service[0]) + service[1..];

    private static int Order(string name) => Array.IndexOf(Services, name) is var at and >= 0 ? at : Services.Length;

    private static bool Selects(IDictionary<string, string> selector, IDictionary<string, string> labels) =>
        selector.All(label => labels.TryGetValue(label.Key, out var value) && value == label.Value);

    private static bool Selects(V1LabelSelector selector, IDictionary<string, string> labels) =>
        Selects(selector.MatchLabels ?? new Dictionary<string, string>(), labels)
        && (selector.MatchExpressions ?? []).All(expression =>
            expression.OperatorProperty == "In" && labels.TryGetValue(expression.Key, out var value) && expression.Values.Contains(value));

    private static bool IsKey(string name)
    {
        var key = Number().Replace(name.Replace("__", ":", StringComparison.Ordinal), ":N");
        return Keys.Value.Contains(key) || Keys.Value.Contains(Regex.Replace(key, ":N$", ""));
    }

    [GeneratedRegex(@"^\| `([A-Z]\w*:[\w:]+)` \|", RegexOptions.Multiline)]
    private static partial Regex KeyRow();

    [GeneratedRegex(@":\d+(?=:|$)")]
    private static partial Regex Number();

    [GeneratedRegex(@"^  - ([\w./-]+)$")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"--from-literal=(\w+)=")]
    private static partial Regex SecretFile();

    [GeneratedRegex(@"for service in ([\w ]+); do")]
    private static partial Regex Programs();

    [GeneratedRegex(@"^[\w./-]+/onrecord-(\w+):\d+\.\d+\.\d+$")]
    private static partial Regex VersionedImage();

    [GeneratedRegex(@"dotnet_process_memory_working_set_bytes\{service_name(?<operator>=~|!~)""(?<names>[^""]+)""\}\) > (?<bytes>[\d.e]+)")]
    private static partial Regex MemoryBound();

    [GeneratedRegex(@"AddConsumer<(\w+)Consumer[,>]")]
    private static partial Regex Consumer();
}
