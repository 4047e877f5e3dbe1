package dev.remotemcp.conformance;

import dev.remotemcp.http.AccessKeys;
import dev.remotemcp.http.AllowedOrigins;
import dev.remotemcp.http.ConnectionEnd;
import dev.remotemcp.http.ErrorResponses;
import dev.remotemcp.http.McpEndpoint;
import dev.remotemcp.protocol.McpServer;
import io.helidon.logging.common.LogConfig;
import io.helidon.webserver.WebServer;
import java.util.List;
import java.util.Optional;

/**
 * Serves what the official conformance suite calls, over the production endpoint. The product must not have tools of such
 * names, so this server has them. With {@code MCP_KEYS} set, callers need one of these keys. It runs until it, or whoever started it, ends:
 *
 * <pre>
 * mvn -q test-compile exec:exec@conformance-server -Dport=8090
 * conformance server --url http://127.0.0.1:8090/mcp --requirements 2026-07-28
 * </pre>
 *
 * @see <a href="https://github.com/modelcontextprotocol/conformance">The suite</a>
 */
public final class ConformanceServer {

    private static final String HOST = "127.0.0.1";
    private static final int MAX_BODY = 4 * 1024 * 1024;

    private ConformanceServer() {
    }

    /** @param args the port; 0 for a free one */
    public static void main(String[] args) {
        if (args.length != 1 || !args[0].matches("[0-9]{1,5}")) {
            System.err.println("The conformance server needs a port: -Dport=8090");
            System.exit(2);
        }
        LogConfig.configureRuntime();
        McpServer fixtures = new Fixtures().server();
        Runtime.getRuntime().addShutdownHook(new Thread(fixtures::close));
        // Maven leaves behind what it has started, when it is ended itself.
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        System.out.println("http://" + HOST + ":" + start(fixtures, Integer.parseInt(args[0])).port() + "/mcp");
    }

    private static AccessKeys keys() {
        return new AccessKeys(Optional.ofNullable(System.getenv("MCP_KEYS"))
                .map(keys -> List.of(keys.split(",")))
                .orElse(List.of()));
    }

    private static WebServer start(McpServer fixtures, int port) {
        McpEndpoint endpoint = new McpEndpoint(
                fixtures, new AllowedOrigins(List.of()), keys(), MAX_BODY, true);
        return WebServer.builder()
                .host(HOST)
                .port(port)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .directHandlers(ErrorResponses.handlers())
                .routing(routing -> routing.addFilter(new ConnectionEnd()).register("/mcp", endpoint))
                .build()
                .start();
    }
}
