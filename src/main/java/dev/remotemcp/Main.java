package dev.remotemcp;

import dev.remotemcp.hello.HelloTool;
import dev.remotemcp.http.AccessKeys;
import dev.remotemcp.http.AllowedOrigins;
import dev.remotemcp.http.ConnectionEnd;
import dev.remotemcp.http.ErrorResponses;
import dev.remotemcp.http.McpEndpoint;
import dev.remotemcp.info.ServerInfo;
import dev.remotemcp.prompts.CodeReviewChecklist;
import dev.remotemcp.prompts.GenerateDocumentation;
import dev.remotemcp.prompts.SummarizeContent;
import dev.remotemcp.protocol.Implementation;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.snippets.DeleteSnippetTool;
import dev.remotemcp.snippets.GetSnippetTool;
import dev.remotemcp.snippets.ListSnippetsTool;
import dev.remotemcp.snippets.SaveSnippetTool;
import dev.remotemcp.snippets.SnippetResource;
import dev.remotemcp.snippets.SnippetStore;
import dev.remotemcp.snippets.SnippetStores;
import dev.remotemcp.weather.OpenMeteo;
import dev.remotemcp.weather.WeatherTool;
import dev.remotemcp.weather.WeatherWidget;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.time.Duration;
import java.util.List;

/** The composition root: what the server is made of is said here and nowhere else. */
public final class Main {

    /** Longer than Helidon keeps an idle connection. */
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(6);

    private static final Implementation IMPLEMENTATION =
            new Implementation("remote-mcp-helidon", "Remote MCP on Helidon", Version.current());

    private static final String INSTRUCTIONS = """
            Save text under a name with save_snippet and get it back later with get_snippet; list_snippets shows what \
            there is. get_weather tells the current weather of a place and shows it in a widget where the client can.""";

    private Main() {
    }

    public static void main(String[] args) {
        Launcher.launch(System.getenv());
    }

    static SnippetStore store(Settings settings) {
        return SnippetStores.open(settings.snippets().storage(), SnippetStores.LIMIT);
    }

    /** Everything that clients can see. A new tool is one line here. */
    static McpServer mcpServer(Settings settings, SnippetStore store) {
        OpenMeteo weather = new OpenMeteo(settings.weather());
        return McpServer.builder(IMPLEMENTATION)
                .instructions(INSTRUCTIONS)
                .streaming(settings.protocol().isStreaming())
                .watchInterval(settings.protocol().watchInterval())
                .stateSecret(settings.protocol().stateSecret())
                .tools(List.of(
                        HelloTool.create(),
                        SaveSnippetTool.create(store, settings.snippets().maxBytes()),
                        GetSnippetTool.create(store),
                        ListSnippetsTool.create(store),
                        DeleteSnippetTool.create(store),
                        WeatherTool.create(weather)))
                .resources(List.of(
                        WeatherWidget.resource(),
                        ServerInfo.resource(IMPLEMENTATION)))
                .resourceTemplates(List.of(SnippetResource.template(store)))
                .prompts(List.of(
                        CodeReviewChecklist.create(),
                        SummarizeContent.create(),
                        GenerateDocumentation.create()))
                .build();
    }

    /** The web server as it runs in production; tests give it port 0. */
    static void configure(
            WebServerConfig.Builder server, Settings settings, SnippetStore store, McpServer mcpServer) {
        server.host(settings.server().host())
                .port(settings.server().port())
                // The endpoint itself refuses what is over its limit; this ends what is far beyond.
                .maxPayloadSize(McpEndpoint.maxPayload(settings.server().maxBody()))
                // Helidon's channels write in pieces of 8 KiB, which takes a fifth more CPU time for an answer of 1 MiB.
                .useNio(false)
                .connectionOptions(options -> options
                        // Without it, an answer in two writes waits for Nagle's algorithm and a delayed
                        // acknowledgement: 40 ms.
                        .tcpNoDelay(true)
                        // Clients keep connections and expect them to be there; Helidon ends those that are idle.
                        .readTimeout(READ_TIMEOUT))
                .directHandlers(ErrorResponses.handlers())
                .addFeature(health(store))
                .routing(routing -> route(routing, settings, mcpServer));
    }

    private static void route(HttpRouting.Builder routing, Settings settings, McpServer mcpServer) {
        McpEndpoint endpoint = new McpEndpoint(
                mcpServer,
                new AllowedOrigins(settings.access().allowedOrigins()),
                new AccessKeys(settings.access().checkedKeys()),
                settings.server().maxBody(),
                settings.protocol().isStreaming());
        routing.addFilter(new ConnectionEnd());
        McpEndpoint.PATHS.forEach(path -> routing.register(path, endpoint));
        String greeting = "This is " + IMPLEMENTATION.title() + ", an MCP server. Its endpoint is "
                + McpEndpoint.PATHS.getFirst() + ", for MCP clients.\n";
        // The Functions host asks here whether the server is up.
        routing.get("/", (request, response) -> response.send(greeting));
    }

    /** {@code /health/live} and {@code /health/ready}: live is who answers, ready is whose store answers. */
    private static ObserveFeature health(SnippetStore store) {
        return ObserveFeature.builder()
                .endpoint("/")
                .observersDiscoverServices(false)
                .addObserver(HealthObserver.builder()
                        .endpoint("health")
                        .useSystemServices(false)
                        .details(true)
                        .addCheck(new StoreHealth(store))
                        .build())
                .build();
    }
}
