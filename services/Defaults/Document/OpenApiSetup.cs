using System.Net.Mime;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi.Models;
using OnRecord.Api.Ingest.V1;
using Swashbuckle.AspNetCore.SwaggerGen;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace OnRecord.Defaults;

/// <summary>The JSON API as an OpenAPI document at <c>/openapi/v1.json</c>, made from the contracts, and a page to try it at <c>/openapi</c>.</summary>
internal static partial class OpenApiSetup
{
    private const string Document = "v1";
    private const string Folder = "openapi";

    /// <summary>Adds the document of the services that the process hosts.</summary>
    public static void AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddGrpcSwagger();
        services.AddSwaggerGen(document =>
        {
            document.SwaggerDoc(Document, new OpenApiInfo
            {
                Title = "OnRecord",
                Version = Document,
                Description = "Who is on record saying what in the news, with the sentence that proves it. A key goes into the header x-api-key, a token into authorization.",
            });
            // As JSON they are not what they are in C#.
            document.MapType<Value>(() => new OpenApiSchema());
            document.MapType<Timestamp>(() => new OpenApiSchema { Type = "string", Format = "date-time" });
            // Several packages have a ListRevisionsResponse.
            document.CustomSchemaIds(SchemaName);
            document.CustomOperationIds(description => MethodOf(description) is { } method ? $"{method.Service.Name}_{method.Name}" : null);
            document.OperationFilter<EventStreams>();
            // Where keys are not asked for, none is needed.
            document.AddSecurityRequirement([]);
            AddCredential(document, new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = ApiKeyHandler.Header }, "key");
            AddCredential(document, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" }, "token");
            // Not beside the program where a build leaves such files away.
            var comments = Path.Combine(AppContext.BaseDirectory, $"{typeof(IngestService).Assembly.GetName().Name}.xml");
            if (File.Exists(comments))
            {
                document.IncludeGrpcXmlComments(comments, includeControllerXmlComments: true);
                document.IncludeXmlComments(comments);
                document.OperationFilter<FirstSentence>();
            }
        });
    }

    /// <summary>Serves document and page: to anybody, as they hold nothing that the repository does not.</summary>
    public static void MapOpenApiDocument(this WebApplication app)
    {
        app.UseSwagger(json => json.RouteTemplate = $"{Folder}/{{documentName}}.json");
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Folder;
            page.DocumentTitle = "OnRecord: the JSON API";
            page.SwaggerEndpoint($"{Document}.json", "OnRecord");
            page.DocExpansion(DocExpansion.List);
            // Ninety messages below the calls: folded.
            page.DefaultModelsExpandDepth(0);
        });
    }

    /// <summary>The name of a message or enumeration with its package, without what all packages begin with: search.v1.Story.</summary>
    private static string SchemaName(System.Type type)
    {
        var package = type.Namespace!.Replace("OnRecord.Api.", "", StringComparison.Ordinal).Replace("WellKnownTypes", "", StringComparison.Ordinal).TrimEnd('.');
        return $"{package.ToLowerInvariant()}.{type.Name}";
    }

    private static MethodDescriptor? MethodOf(ApiDescription description) =>
        description.ActionDescriptor.EndpointMetadata.OfType<GrpcJsonTranscodingMetadata>().FirstOrDefault()?.MethodDescriptor;

    private static void AddCredential(SwaggerGenOptions document, OpenApiSecurityScheme scheme, string name)
    {
        document.AddSecurityDefinition(name, scheme);
        document.AddSecurityRequirement(new OpenApiSecurityRequirement
        {
            [new OpenApiSecurityScheme { Reference = new OpenApiReference { Type = ReferenceType.SecurityScheme, Id = name } }] = [],
        });
    }

    /// <summary>What streams is asked for as server-sent events: one of the messages in the data of each.</summary>
    private sealed class EventStreams : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            if (MethodOf(context.ApiDescription) is { IsServerStreaming: true })
            {
                var response = operation.Responses["200"];
                response.Content = new Dictionary<string, OpenApiMediaType> { [MediaTypeNames.Text.EventStream] = response.Content.Values.First() };
            }
        }
    }

    /// <summary>A comment of several lines is a description; its first sentence is what a list of calls shows.</summary>
    private sealed partial class FirstSentence : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            if (Sentence().Match(operation.Summary ?? "") is { Success: true } first)
            {
                operation.Description = operation.Summary;
                operation.Summary = first.Value.ReplaceLineEndings(" ");
            }
        }

        [GeneratedRegex(@"^.+?\.(?=\s)", RegexOptions.Singleline)]
        private static partial Regex Sentence();
    }
}
