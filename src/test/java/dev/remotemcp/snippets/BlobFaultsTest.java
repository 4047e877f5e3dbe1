package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store makes of a service that fails. */
class BlobFaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final SnippetName NAME = new SnippetName("a");

    private final Queue<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer service;
    private SnippetStore store;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            try (exchange) {
                answers.remove().to(exchange);
            }
        });
        service.setExecutor(threads);
        service.start();
        store = new BlobSnippetStore(new BlobAccount.ByConnectionString(
                "AccountName=acct;AccountKey=c2VjcmV0;BlobEndpoint=" + endpoint()), LIMIT);
    }

    private String endpoint() {
        return "http://127.0.0.1:%d/acct".formatted(service.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        store.close();
        service.stop(0);
        threads.shutdownNow();
    }

    @Test
    void repeatsWhatPassed() {
        answers.addAll(List.of(error(500, "InternalError"), error(503, "ServerBusy"), cut(), content("kept")));
        assertThat(store.find(NAME)).hasValue("kept".getBytes(UTF_8));
        assertThat(requests).hasValue(4);
    }

    @Test
    void waitsAsLongAsTheServiceAsks() {
        answers.addAll(List.of(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            error(503, "ServerBusy").to(exchange);
        }, content("kept")));
        long start = System.nanoTime();
        assertThat(store.find(NAME)).isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), LIMIT);
    }

    @Test
    void doesNotWaitBeyondTheLimit() {
        answers.add(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "30");
            error(503, "ServerBusy").to(exchange);
        });
        assertFails(() -> store.delete(NAME),
                "The snippet could not be deleted: Blob Storage at " + endpoint() + " answered 503 (ServerBusy)");
        assertThat(requests).hasValue(1);
    }

    @Test
    void givesUpAfterFourTries() {
        for (int i = 0; i < 5; i++) {
            answers.add(error(500, "InternalError"));
        }
        assertFails(() -> store.save(NAME, new byte[1]),
                "The snippet could not be saved: Blob Storage at " + endpoint() + " answered 500 (InternalError)");
        assertThat(requests).hasValue(4);
    }

    @Test
    void doesNotRepeatWhatStays() {
        answers.add(error(403, "AuthenticationFailed"));
        assertFails(() -> store.find(NAME),
                "The snippet could not be read: the storage account at " + endpoint()
                        + " refuses the key in AzureWebJobsStorage");
        answers.add(error(403, "KeyBasedAuthenticationNotPermitted"));
        assertFails(store::check, "The snippets are not available: the storage account at " + endpoint()
                + " refuses access (KeyBasedAuthenticationNotPermitted)");
        answers.add(error(409, "ContainerBeingDeleted"));
        assertFails(() -> store.save(NAME, new byte[1]),
                "The snippet could not be saved: Blob Storage at " + endpoint() + " answered 409 (ContainerBeingDeleted)");
        assertThat(requests).hasValue(3);
    }

    @Test
    void triesAgainWhenATryHangs() {
        answers.addAll(List.of(exchange -> sleep(LIMIT), content("kept")));
        assertThat(store.find(NAME)).hasValue("kept".getBytes(UTF_8));
    }

    @Test
    void refusesAContentThatIsTooLargeBeforeReadingIt() {
        answers.add(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("x-ms-blob-type", "BlockBlob");
            exchange.sendResponseHeaders(200, 1L << 40);
            exchange.getResponseBody().write(new byte[1]);
            exchange.getResponseBody().flush();
            sleep(LIMIT.multipliedBy(2));
        });
        SnippetStoreContract.assertWithin(LIMIT.dividedBy(2), () -> assertThatThrownBy(() -> store.find(NAME))
                .isInstanceOf(SnippetStoreException.class)
                .hasMessage("The snippet could not be read: it has 1099511627776 bytes,"
                        + " and at most 16777216 are allowed"));
        assertThat(requests).hasValue(1);
    }

    @Test
    void asksForTheVersionOnce() {
        answers.add(exchange -> {
            assertThat(exchange.getRequestMethod()).isEqualTo("HEAD");
            exchange.getResponseHeaders().set("ETag", "\"0x8D4BCC2E4835CD0\"");
            exchange.getResponseHeaders().set("x-ms-blob-type", "BlockBlob");
            exchange.getResponseHeaders().set("Content-Length", "1099511627776");
            exchange.sendResponseHeaders(200, -1);
        });
        assertThat(store.version(NAME)).hasValue("0x8D4BCC2E4835CD0");
        answers.add(error(404, "BlobNotFound"));
        assertThat(store.version(NAME)).isEmpty();
        assertThat(requests).hasValue(2);
        answers.add(error(409, "ContainerBeingDeleted"));
        assertFails(() -> store.version(NAME),
                "The snippet could not be read: Blob Storage at " + endpoint() + " answered 409 (ContainerBeingDeleted)");
    }

    @Test
    void findsNothingBelowAPrefixThatNoNameHasWithoutAsking() {
        assertThat(store.list("x".repeat(201), "", 10)).isEqualTo(SnippetPage.EMPTY);
        assertThat(store.list("a\\", "", 10)).isEqualTo(SnippetPage.EMPTY);
        assertThat(requests).hasValue(0);
    }

    private static void assertFails(Runnable call, String message) {
        SnippetStoreContract.assertWithin(LIMIT.plusMillis(500), () -> assertThatThrownBy(call::run)
                .isInstanceOf(SnippetStoreException.class).hasMessage(message));
    }

    private static Answer error(int status, String code) {
        byte[] body = "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>".formatted(code)
                .getBytes(UTF_8);
        return exchange -> {
            exchange.getResponseHeaders().set("x-ms-error-code", code);
            exchange.getResponseHeaders().set("Content-Type", "application/xml");
            exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
            if (!exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseBody().write(body);
            }
        };
    }

    private static Answer content(String content) {
        byte[] body = content.getBytes(UTF_8);
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private static Answer cut() {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(new byte[50]);
            exchange.getResponseBody().flush();
        };
    }

    private static void sleep(Duration time) throws IOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
