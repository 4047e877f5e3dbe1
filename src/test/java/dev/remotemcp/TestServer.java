package dev.remotemcp;

import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.snippets.SnippetStore;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.util.HashMap;
import java.util.Map;

/** The production server on a free port, with its settings as a user gives them. */
public record TestServer(WebServer server, McpServer mcpServer, SnippetStore store) implements AutoCloseable {

    public static TestServer start(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("PORT", "0");
        Settings settings = Settings.read(variables);
        SnippetStore store = Main.store(settings);
        McpServer mcpServer = Main.mcpServer(settings, store);
        WebServerConfig.Builder server = WebServer.builder();
        Main.configure(server, settings, store, mcpServer);
        return new TestServer(server.build().start(), mcpServer, store);
    }

    public int port() {
        return server.port();
    }

    public RawHttp raw() {
        return new RawHttp(port());
    }

    @Override
    public void close() {
        mcpServer.close();
        server.stop();
        store.close();
    }
}
