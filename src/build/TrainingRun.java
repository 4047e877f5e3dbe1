import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has the server do what it does for its first clients, so that the classes for it are in the cache. It stands in for
 * Blob Storage, whose client is most of what a first call has to load.
 */
final class TrainingRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LEGACY = "2025-11-25";
    private static final String MODERN = "2026-07-28";
    private static final String META = """
            "_meta": {"io.modelcontextprotocol/protocolVersion": "%s", "io.modelcontextprotocol/clientCapabilities": {}}"""
            .formatted(MODERN);

    private static final String FORECAST = """
            {"utc_offset_seconds": 3600, "timezone": "Europe/Lisbon",
             "current": {"time": "2026-07-28T13:45", "temperature_2m": 21.4, "relative_humidity_2m": 56,
              "wind_speed_10m": 12.1, "wind_direction_10m": 24, "weather_code": 61},
             "hourly": {"time": ["2026-07-28T13:00", "2026-07-28T14:00"], "temperature_2m": [21.4, 22.0],
              "weather_code": [61, 3], "precipitation_probability": [90, 40], "is_day": [1, 1]},
             "daily": {"time": ["2026-07-28"], "weather_code": [61], "temperature_2m_max": [23.1],
              "temperature_2m_min": [14.2], "precipitation_probability_max": [75]}}""";

    private static final String MISSING_SNIPPET = "\"name\": \"get_snippet\", \"arguments\": {\"snippetname\": \"none\"}";

    /** JSON-RPC method → its parameters, without braces. */
    private static final List<Map.Entry<String, String>> CALLS = List.of(
            Map.entry("tools/list", ""),
            Map.entry("resources/list", ""),
            Map.entry("resources/read", "\"uri\": \"ui://weather/index.html\""),
            Map.entry("prompts/list", ""),
            Map.entry("tools/call", "\"name\": \"hello_mcp\", \"arguments\": {}"),
            Map.entry("tools/call",
                    "\"name\": \"save_snippet\", \"arguments\": {\"snippetname\": \"a\", \"snippet\": \"b\"}"),
            Map.entry("tools/call", "\"name\": \"get_snippet\", \"arguments\": {\"snippetname\": \"a\"}"),
            Map.entry("tools/call", MISSING_SNIPPET),
            Map.entry("tools/call", "\"name\": \"list_snippets\", \"arguments\": {}"),
            Map.entry("tools/call", "\"name\": \"delete_snippet\", \"arguments\": {\"snippetname\": \"a\"}"),
            Map.entry("tools/call", "\"name\": \"get_weather\", \"arguments\": {\"location\": \"Lisbon\"}"));

    private final HttpServer network;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final int port;

    TrainingRun() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        network = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        network.createContext("/account", this::answerAsBlobStorage);
        network.createContext("/v1", TrainingRun::answerAsOpenMeteo);
        network.start();
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort();
        }
    }

    /** The environment in which the server finds its stand-ins. */
    Map<String, String> settings() {
        String origin = "http://127.0.0.1:" + network.getAddress().getPort();
        String storage = "DefaultEndpointsProtocol=http;AccountName=account;AccountKey=%s;BlobEndpoint=%s/account;"
                .formatted(Base64.getEncoder().encodeToString(new byte[64]), origin);
        return Map.of(
                "FUNCTIONS_CUSTOMHANDLER_PORT", Integer.toString(port),
                "AzureWebJobsStorage", storage,
                "OPEN_METEO_GEOCODING_URL", origin,
                "OPEN_METEO_FORECAST_URL", origin);
    }

    void exercise(Process server) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            await(client, server, "/");
            await(client, server, "/health/ready");
            expect(client, post(LEGACY, "initialize", """
                    "protocolVersion": "%s", "capabilities": {}, "clientInfo": {"name": "training", "version": "1"}"""
                    .formatted(LEGACY)).build());
            expect(client, post(MODERN, "server/discover", META).header("Mcp-Method", "server/discover").build());
            for (Map.Entry<String, String> call : CALLS) {
                String answer = expect(client, post(LEGACY, call.getKey(), call.getValue()).build());
                if (answer.contains("\"isError\":true") != call.getValue().equals(MISSING_SNIPPET)) {
                    throw new IllegalStateException("The training run failed: %s with %s answered %s"
                            .formatted(call.getKey(), call.getValue(), answer));
                }
            }
        }
    }

    /** Not before the server listens, nor before its store has answered. */
    private void await(HttpClient client, Process server, String path) throws InterruptedException {
        for (int attempt = 0; attempt < 1_200 && server.isAlive(); attempt++) {
            try {
                if (client.send(request(path).build(), BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Nobody listens yet.
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("The server gave no good answer to " + path + " in its training run");
    }

    private static String expect(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The training run failed: %s answered %d %s"
                    .formatted(request.uri(), response.statusCode(), response.body()));
        }
        return response.body();
    }

    private HttpRequest.Builder post(String revision, String method, String parameters) {
        return request("/mcp")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", revision)
                .POST(BodyPublishers.ofString("""
                        {"jsonrpc": "2.0", "id": 1, "method": "%s", "params": {%s}}""".formatted(method, parameters)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    }

    /** As much as the server asks for: a container that is there, and its blobs. */
    private void answerAsBlobStorage(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("ETag", "\"0x1\"");
        exchange.getResponseHeaders().add("Last-Modified", "Wed, 01 Jan 2020 12:00:00 GMT");
        boolean isBlob = path.endsWith(".json");
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                blobs.put(path, body);
                answer(exchange, 201, "");
            }
            case "DELETE" -> answer(exchange, blobs.remove(path) == null ? 404 : 202, "");
            case String method when isBlob && !blobs.containsKey(path) -> {
                exchange.getResponseHeaders().add("x-ms-error-code", "BlobNotFound");
                exchange.getResponseHeaders().add("Content-Type", "application/xml");
                answer(exchange, 404, method.equals("HEAD") ? "" : """
                        <?xml version="1.0" encoding="utf-8"?>
                        <Error><Code>BlobNotFound</Code><Message>There is none.</Message></Error>""");
            }
            case String method when isBlob ->
                    answer(exchange, 200, method.equals("HEAD") ? "" : new String(blobs.get(path), StandardCharsets.UTF_8));
            case "GET" -> {
                exchange.getResponseHeaders().add("Content-Type", "application/xml");
                answer(exchange, 200, """
                        <?xml version="1.0" encoding="utf-8"?>
                        <EnumerationResults ContainerName="snippets"><Blobs><Blob><Name>a.json</Name><Properties>\
                        <Last-Modified>Wed, 01 Jan 2020 12:00:00 GMT</Last-Modified><Etag>0x1</Etag>\
                        <Content-Length>1</Content-Length><BlobType>BlockBlob</BlobType>\
                        </Properties></Blob></Blobs><NextMarker/></EnumerationResults>""");
            }
            default -> answer(exchange, 200, "");
        }
    }

    private static void answerAsOpenMeteo(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        answer(exchange, 200, exchange.getRequestURI().getPath().endsWith("search")
                ? """
                        {"results": [{"name": "Lisbon", "country": "Portugal", "latitude": 38.7, "longitude": -9.1}]}"""
                : FORECAST);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        network.stop(0);
    }
}
