package dev.remotemcp;

import dev.remotemcp.snippets.SnippetStore;
import io.helidon.webserver.WebServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The production server on a free port, with its settings as a user gives them. */
public record TestServer(WebServer server, SnippetStore store) implements AutoCloseable {

    public static TestServer start(Map<String, String> environment) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("PORT", "0");
        Settings settings = Settings.read(variables);
        SnippetStore store = Main.store(settings);
        return new TestServer(Main.start(settings, store), store);
    }

    public int port() {
        return server.port();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public RawHttp raw() {
        return new RawHttp(port());
    }

    @Override
    public void close() {
        server.stop();
        store.close();
    }
}
