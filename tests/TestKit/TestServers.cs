namespace OnRecord.TestKit;

/// <summary>Where the servers are that <c>tests/servers.sh</c> started.</summary>
public static class TestServers
{
    /// <summary>Npgsql connection string with the right to create databases.</summary>
    public static string Postgres => Require("ONRECORD_TEST_POSTGRES");

    /// <summary>AMQP address of a user who may use every virtual host.</summary>
    public static Uri RabbitMq => new(Require("ONRECORD_TEST_RABBITMQ"));

    /// <summary>Address of RabbitMQ's management API, user and password included.</summary>
    public static Uri RabbitMqManagement => new(Require("ONRECORD_TEST_RABBITMQ_MANAGEMENT"));

    /// <summary>RabbitMQ's page for Prometheus.</summary>
    public static Uri RabbitMqMetrics => new(Require("ONRECORD_TEST_RABBITMQ_METRICS"));

    /// <summary>StackExchange.Redis configuration string.</summary>
    public static string Redis => Require("ONRECORD_TEST_REDIS");

    /// <summary>Folder of the servers, for <c>tests/servers.sh</c>.</summary>
    public static string Folder => Require("ONRECORD_TEST_SERVERS");

    // A test that needs a server fails without it: a skipped integration test would look like a passed one.
    private static string Require(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{variable} is not set: run ./test.sh, or `eval \"$(tests/servers.sh start /tmp/onrecord-tests)\"` first.");
}
