using k8s;
using k8s.Models;
using OnRecord.TestKit;
using YamlDotNet.Serialization;

namespace OnRecord.Deploy.Tests;

/// <summary>The manifests of <c>deploy/kubernetes</c>, read strictly: a field that Kubernetes, kustomize or KEDA does not know is an error.</summary>
internal sealed class Manifests
{
    private static readonly Dictionary<string, Type> Foreign = new()
    {
        ["keda.sh/v1alpha1/ScaledObject"] = typeof(ScaledObject),
        ["keda.sh/v1alpha1/TriggerAuthentication"] = typeof(TriggerAuthentication),
    };

    private static readonly IDeserializer Kustomizations = new DeserializerBuilder().WithDuplicateKeyChecking().Build();

    private Manifests(IReadOnlyList<object> objects, IReadOnlyList<Kustomization> kustomizations) => (Objects, Layers) = (objects, kustomizations);

    /// <summary>Every object, in the order of the files.</summary>
    public IReadOnlyList<object> Objects { get; }

    /// <summary>The kustomization of the folder that was asked for, and those that it builds on.</summary>
    public IReadOnlyList<Kustomization> Layers { get; }

    public IReadOnlyList<V1Deployment> Deployments => [.. Objects.OfType<V1Deployment>()];

    public IReadOnlyList<V1Job> Jobs => [.. Objects.OfType<V1Job>()];

    /// <summary>Every pod that is made, by the name of what makes it.</summary>
    public IReadOnlyList<(string Name, V1PodTemplateSpec Pod)> Pods =>
        [.. Deployments.Select(deployment => (deployment.Name(), deployment.Spec.Template)), .. Jobs.Select(job => (job.Name(), job.Spec.Template))];

    /// <summary>Folder of the manifests.</summary>
    public static string Folder => RepoRoot.Combine("deploy", "kubernetes");

    /// <summary>What `kubectl apply -k` would take from a folder, with images and replicas as its kustomization sets them.</summary>
    public static Manifests Load(string folder)
    {
        var (objects, layers) = (new List<object>(), new List<Kustomization>());
        Read(Path.Combine(Folder, folder), objects, layers);
        var manifests = new Manifests(objects, layers);
        foreach (var layer in layers)
        {
            manifests.Apply(layer);
        }

        return manifests;
    }

    private static void Read(string folder, List<object> objects, List<Kustomization> layers)
    {
        var kustomization = Kustomizations.Deserialize<Kustomization>(File.ReadAllText(Path.Combine(folder, "kustomization.yaml")));
        foreach (var resource in kustomization.resources.Select(resource => Path.Combine(folder, resource)))
        {
            if (Directory.Exists(resource))
            {
                Read(resource, objects, layers);
            }
            else
            {
                objects.AddRange(KubernetesYaml.LoadAllFromString(File.ReadAllText(resource), Foreign, strict: true));
            }
        }

        layers.Add(kustomization);
    }

    private void Apply(Kustomization layer)
    {
        foreach (var container in Pods.SelectMany(one => one.Pod.Spec.Containers))
        {
            if (layer.images.SingleOrDefault(image => image.name == container.Image) is { } named)
            {
                container.Image = $"{named.newName}:{named.newTag}";
            }
        }

        foreach (var replicas in layer.replicas)
        {
            Deployments.Single(deployment => deployment.Name() == replicas.name).Spec.Replicas = replicas.count;
        }
    }
}

// As they are written in YAML; only what the manifests may use.
#pragma warning disable IDE1006, CA1819, CA1812, SA1300

internal sealed class Kustomization
{
    public required string apiVersion { get; set; }

    public required string kind { get; set; }

    public required string @namespace { get; set; }

    public required string[] resources { get; set; }

    public Replicas[] replicas { get; set; } = [];

    public Image[] images { get; set; } = [];

    internal sealed class Replicas
    {
        public required string name { get; set; }

        public required int count { get; set; }
    }

    internal sealed class Image
    {
        public required string name { get; set; }

        public required string newName { get; set; }

        public required string newTag { get; set; }
    }
}

internal sealed class ScaledObject : IKubernetesObject<V1ObjectMeta>
{
    public required string ApiVersion { get; set; }

    public required string Kind { get; set; }

    public required V1ObjectMeta Metadata { get; set; }

    public required ScaledObjectSpec Spec { get; set; }

    internal sealed class ScaledObjectSpec
    {
        public required Reference ScaleTargetRef { get; set; }

        public required int MinReplicaCount { get; set; }

        public required int MaxReplicaCount { get; set; }

        public required int CooldownPeriod { get; set; }

        public required Trigger[] Triggers { get; set; }
    }

    internal sealed class Trigger
    {
        public required string Type { get; set; }

        public required Dictionary<string, string> Metadata { get; set; }

        public required Reference AuthenticationRef { get; set; }
    }

    internal sealed class Reference
    {
        public required string Name { get; set; }
    }
}

internal sealed class TriggerAuthentication : IKubernetesObject<V1ObjectMeta>
{
    public required string ApiVersion { get; set; }

    public required string Kind { get; set; }

    public required V1ObjectMeta Metadata { get; set; }

    public required TriggerAuthenticationSpec Spec { get; set; }

    internal sealed class TriggerAuthenticationSpec
    {
        public required SecretTarget[] SecretTargetRef { get; set; }
    }

    internal sealed class SecretTarget
    {
        public required string Parameter { get; set; }

        public required string Name { get; set; }

        public required string Key { get; set; }
    }
}
