package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What Azure App Service offers to get tokens of the managed identity from, and its ways to fail. Azurite looks into the
 * tokens, but does not check who signed them.
 *
 * @see <a href="https://learn.microsoft.com/azure/app-service/overview-managed-identity">REST endpoint reference</a>
 */
public final class IdentityEndpoint implements AutoCloseable {

    /** What becomes of a request for a token. */
    public interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    private static final String STORAGE = "https://storage.azure.com";

    private final String secret = UUID.randomUUID().toString();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int port;
    private HttpServer server;
    private volatile Behaviour behaviour = tokens(Duration.ofHours(1));

    private IdentityEndpoint() {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    public static IdentityEndpoint start() {
        return new IdentityEndpoint();
    }

    /** Nobody listens any more. */
    public void refuse() {
        server.stop(0);
    }

    /** Listens again, on the same port. */
    public void accept() {
        server = listen(port);
    }

    /** What App Service sets for the process. */
    public Map<String, String> environment() {
        return Map.of(
                "IDENTITY_ENDPOINT", "http://127.0.0.1:%d/msi/token".formatted(port),
                "IDENTITY_HEADER", secret);
    }

    public void behave(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** The queries of all requests so far. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    public static Behaviour tokens(Duration lifetime) {
        return exchange -> send(exchange, 200, token(STORAGE, lifetime));
    }

    /** Tokens for another service. */
    public static Behaviour tokensFor(String audience) {
        return exchange -> send(exchange, 200, token(audience, Duration.ofHours(1)));
    }

    public static Behaviour status(int status, String body) {
        return exchange -> send(exchange, status, body);
    }

    public static Behaviour after(Duration delay, Behaviour behaviour) {
        return exchange -> {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            behaviour.answer(exchange);
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpServer listen(int port) {
        try {
            HttpServer listening = HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            listening.createContext("/msi/token", this::answer);
            listening.setExecutor(threads);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        queries.add(exchange.getRequestURI().getQuery());
        try (exchange) {
            if (secret.equals(exchange.getRequestHeaders().getFirst("X-IDENTITY-HEADER"))) {
                behaviour.answer(exchange);
            } else {
                send(exchange, 401, "{}");
            }
        }
    }

    private static String token(String audience, Duration lifetime) {
        long now = Instant.now().getEpochSecond();
        long end = now + lifetime.toSeconds();
        String claims = """
                {"aud":"%s","iss":"https://sts.windows.net/%s/","iat":%d,"nbf":%d,"exp":%d,"jti":"%s"}"""
                .formatted(audience, UUID.randomUUID(), now - 60, now - 60, end, UUID.randomUUID());
        return """
                {"access_token":"%s.%s.","expires_on":"%d","resource":"%s","token_type":"Bearer"}"""
                .formatted(base64("{\"alg\":\"none\",\"typ\":\"JWT\"}"), base64(claims), end, STORAGE);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
