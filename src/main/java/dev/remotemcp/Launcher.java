package dev.remotemcp;

import dev.remotemcp.http.McpEndpoint;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.snippets.SnippetStore;
import dev.remotemcp.snippets.SnippetStoreException;
import io.helidon.logging.common.LogConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;

/** Starts the process: tells in one short block what runs where, or in one line why nothing runs. */
final class Launcher {

    private static final Logger LOGGER = System.getLogger(Launcher.class.getName());

    private Launcher() {
    }

    static void launch(Map<String, String> environment) {
        prepare();
        try {
            Settings settings = Settings.read(environment);
            SnippetStore store = Main.store(settings);
            McpServer mcpServer = Main.mcpServer(settings, store);
            WebServer server = start(settings, store, mcpServer);
            // Listeners hear that the server ends, instead of losing their connection.
            Runtime.getRuntime().addShutdownHook(new Thread(mcpServer::close));
            announce(System.out, settings, store, server.port());
            Settings.unknown(environment.keySet()).forEach(variable -> LOGGER.log(
                    Level.WARNING, "{0} is set, but is no setting of this server; it is ignored", variable));
            warmUp(store);
        } catch (IllegalArgumentException e) {
            System.err.println("The server cannot start: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void prepare() {
        // Java's own network code looks for conf/net.properties below java.home, and fails where a native executable has
        // no java.home; any folder without such a file will do.
        if (System.getProperty("java.home") == null) {
            System.setProperty("java.home", "none");
        }
        LogConfig.configureRuntime();
    }

    private static WebServer start(Settings settings, SnippetStore store, McpServer mcpServer) {
        WebServerConfig.Builder config = WebServer.builder();
        Main.configure(config, settings, store, mcpServer);
        WebServer server = config.build().start();
        // Helidon logs why it could not bind, and returns.
        if (!server.isRunning()) {
            throw new IllegalArgumentException("%s:%d cannot be bound, most likely because another program has it. "
                    .formatted(settings.server().host(), settings.server().port()) + "Set PORT to a free one");
        }
        return server;
    }

    /**
     * A store across the network builds its client and gets its token with the first call, which takes a second or more:
     * better now than when a user waits, and after the port is there. A call that comes meanwhile waits for the same.
     */
    private static void warmUp(SnippetStore store) {
        Thread.ofVirtual().name("warm-up").start(() -> {
            try {
                store.check();
            } catch (SnippetStoreException _) {
                // The store has logged what to check, whatever failed; it works as soon as that is mended.
            }
        });
    }

    private static void announce(PrintStream out, Settings settings, SnippetStore store, int port) {
        out.printf("""
                remote-mcp-helidon %s
                  MCP endpoint  http://%s:%d%s
                  Snippets      %s
                  Key           %s
                """,
                Version.current(),
                address(settings.server().host()),
                port,
                McpEndpoint.PATHS.getFirst(),
                store.description(),
                keys(settings));
    }

    /** What to write into an address to reach this server from its own machine. */
    private static String address(String host) {
        return switch (host) {
            case "127.0.0.1", "::1", "0.0.0.0", "::" -> "localhost";
            case String ipv6 when ipv6.contains(":") -> "[" + ipv6 + "]";
            default -> host;
        };
    }

    private static String keys(Settings settings) {
        Settings.Access access = settings.access();
        if (access.isBehindFunctions()) {
            return "checked by the Functions host";
        }
        if (!access.keys().isEmpty()) {
            return "needed, as the header x-functions-key or as ?code=";
        }
        return settings.server().isLoopback()
                ? "not needed: only this machine can connect"
                : "not needed, as MCP_ALLOW_ANONYMOUS says: everybody who can connect may call";
    }
}
