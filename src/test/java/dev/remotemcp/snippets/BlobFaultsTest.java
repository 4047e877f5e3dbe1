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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the store makes of a service that fails. */
class BlobFaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(8);
    /** What a slow machine may take, far below what the SDK would. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);
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
        store = open(LIMIT);
    }

    private SnippetStore open(Duration limit) {
        return new BlobSnippetStore(new BlobAccount.ByConnectionString(
                "AccountName=acct;AccountKey=c2VjcmV0;BlobEndpoint=" + endpoint()), limit);
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
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(requests).hasValue(2);
    }

    @Test
    void pausesEvenWhenTheServiceAsksForNone() {
        for (int i = 0; i < 3; i++) {
            answers.add(exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                error(503, "ServerBusy").to(exchange);
            });
        }
        answers.add(content("kept"));
        long start = System.nanoTime();
        assertThat(store.find(NAME)).isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1400));
    }

    @Test
    void repeatsAfterAPassingErrorOfSomethingInBetween() {
        answers.addAll(List.of(foreign(503, "text/html"), foreign(502, "text/plain"), foreign(504, ""), content("kept")));
        assertThat(store.find(NAME)).hasValue("kept".getBytes(UTF_8));
        answers.addAll(List.of(foreign(503, "text/html"), exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, -1);
        }));
        assertThat(store.version(NAME)).hasValue("1");
        assertThat(requests).hasValue(6);
    }

    @Test
    void waitsAsLongAsSomethingInBetweenAsks() {
        answers.add(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "30");
            foreign(503, "text/html").to(exchange);
        });
        assertFails(() -> store.find(NAME), "The snippet could not be read: something at " + endpoint()
                + " that is not Blob Storage answered 503");
        assertThat(requests).hasValue(1);
    }

    @Test
    void saysThatSomethingElseAnswersAndLogsIt() {
        for (String type : List.of("text/html", "application/xml", "")) {
            answers.addAll(Collections.nCopies(8, foreign(503, type)));
            String what = "something at " + endpoint() + " that is not Blob Storage answered 503";
            try (SnippetStore again = open(LIMIT); ProblemLogCapture log = ProblemLogCapture.start()) {
                assertFails(again::check, "The snippets are not available: " + what);
                assertFails(() -> again.save(NAME, new byte[1]), "The snippet could not be saved: " + what);
                assertThat(log.lines()).containsExactly("snippets: " + what
                        + ". Check the address in AzureWebJobsStorage, and what stands in between.");
            }
        }
        assertThat(requests).as("tries").hasValue(24);
    }

    @Test
    void aServerThatKnowsNothingIsNoEmptyStore() {
        for (Answer answer : List.of(foreign(404, "text/html"), foreign(404, ""), foreign(302, "text/html"))) {
            for (Runnable call : List.<Runnable>of(store::check, () -> store.find(NAME), () -> store.version(NAME),
                    () -> store.delete(NAME), () -> store.list("", "", 10), () -> store.save(NAME, new byte[1]))) {
                answers.add(answer);
                assertThatThrownBy(call::run).isInstanceOf(SnippetStoreException.class)
                        .hasMessageContaining(": something at " + endpoint() + " that is not Blob Storage answered ");
            }
        }
        assertThat(requests).as("no call is repeated").hasValue(18);
    }

    @Test
    void logsWhatNobodyForesawByItsKind() {
        answers.add(exchange -> exchange.sendResponseHeaders(200, -1));
        String what = "Blob Storage at " + endpoint() + " can't be used";
        try (ProblemLogCapture log = ProblemLogCapture.start()) {
            assertFails(() -> store.version(NAME), "The snippet could not be read: " + what);
            assertThat(log.lines()).singleElement().asString()
                    .startsWith("snippets: " + what).endsWith(": java.lang.NullPointerException.");
        }
    }

    @Test
    void tellsTheLimitInEnglish() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        // The second try starts so late that the limit ends it, and not its own.
        try (SnippetStore hasty = open(Duration.ofMillis(4500))) {
            answers.add(exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "3");
                error(503, "ServerBusy").to(exchange);
            });
            answers.add(exchange -> sleep(LIMIT));
            assertFails(() -> hasty.find(NAME), "The snippet could not be read: Blob Storage at " + endpoint()
                    + " did not answer within 4.5 s");
        } finally {
            Locale.setDefault(before);
        }
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
            sleep(PATIENCE.multipliedBy(2));
        });
        SnippetStoreContract.assertWithin(PATIENCE, () -> assertThatThrownBy(() -> store.find(NAME))
                .isInstanceOf(SnippetStoreException.class)
                .hasMessage("The snippet could not be read: it has 1099511627776 bytes,"
                        + " and at most 16777216 are allowed"));
        assertThat(requests).hasValue(1);
    }

    @Test
    void readsAContentThatComesInChunks() {
        answers.add(chunked(SnippetStore.MAX_SIZE));
        assertThat(store.find(NAME).orElseThrow()).hasSize(SnippetStore.MAX_SIZE);
        answers.add(chunked(SnippetStore.MAX_SIZE + 1));
        assertFails(() -> store.find(NAME),
                "The snippet could not be read: it has 16777217 bytes, and at most 16777216 are allowed");
        assertThat(requests).hasValue(2);
    }

    @Test
    void repeatsWhatTheServiceGaveUpOnNoMoreThanOtherFailures() {
        answers.addAll(Collections.nCopies(5, error(408, "RequestTimeout")));
        assertFails(() -> store.find(NAME),
                "The snippet could not be read: Blob Storage at " + endpoint() + " answered 408 (RequestTimeout)");
        assertThat(requests).hasValue(4);
    }

    @Test
    void endsAtOnceWhenItIsCancelled() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        answers.add(exchange -> {
            arrived.countDown();
            sleep(PATIENCE.multipliedBy(2));
        });
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                store.find(NAME);
                end.complete("found");
            } catch (SnippetStoreException e) {
                end.complete(e.getMessage() + (Thread.currentThread().isInterrupted() ? ", interrupted" : ""));
            }
        });
        assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        assertThat(end.get(60, TimeUnit.SECONDS))
                .isEqualTo("The snippet could not be read: the call was cancelled, interrupted");
        assertThat(requests).hasValue(1);
    }

    @Test
    void returnsWhatOthersSavedCompressedAsItIs() {
        byte[] compressed = {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3};
        answers.add(exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("identity");
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, compressed.length);
            exchange.getResponseBody().write(compressed);
        });
        assertThat(store.find(NAME)).hasValue(compressed);
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
        SnippetStoreContract.assertWithin(PATIENCE, () -> assertThatThrownBy(call::run)
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

    /** Of a gateway, a proxy, or whatever is at a wrong address. */
    private static Answer foreign(int status, String type) {
        byte[] body = "<html><p>no".getBytes(UTF_8);
        return exchange -> {
            boolean hasBody = !type.isEmpty() && !exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.getResponseHeaders().set("Content-Type", type.isEmpty() ? "text/plain" : type);
            exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
            if (hasBody) {
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

    private static Answer chunked(int size) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[size]);
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
