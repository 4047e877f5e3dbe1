package dev.remotemcp.azure;

import static dev.remotemcp.azure.ScriptedServer.answer;
import static dev.remotemcp.azure.ScriptedServer.last;
import static dev.remotemcp.azure.ScriptedServer.silence;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import dev.remotemcp.azure.ApacheHttpClient.ClosedConnectionException;
import dev.remotemcp.snippets.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ApacheHttpClientTest {

    private static final Duration CONNECTING = Duration.ofSeconds(20);
    private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";

    private final ScriptedServer server = new ScriptedServer(ServerSocketFactory.getDefault());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ApacheHttpClient client = new ApacheHttpClient(CONNECTING, Duration.ZERO, threads);

    @AfterEach
    void stop() {
        client.close();
        server.close();
        threads.shutdownNow();
    }

    @Test
    void sendsWhatTheSdkAsksForAndNothingOfItsOwn() {
        server.says(answer("HTTP/1.1 201 Created\nContent-Length: 0\nETag: \"1\"\nx-a: 1\nx-a: 2\n\n"));
        HttpRequest request = request(HttpMethod.PUT, "/c/a%20b%2F?x=%3D&y")
                .setHeader(HttpHeaderName.CONTENT_TYPE, "text/plain")
                .setHeader(HttpHeaderName.CONTENT_LENGTH, "3")
                .setBody("abc".getBytes(UTF_8));
        request.getHeaders().add(HttpHeaderName.fromString("x-b"), "1").add(HttpHeaderName.fromString("x-b"), "2");
        try (HttpResponse response = client.sendSync(request, Context.NONE)) {
            assertThat(response.getStatusCode()).isEqualTo(201);
            assertThat(response.getHeaderValue(HttpHeaderName.ETAG)).isEqualTo("\"1\"");
            assertThat(response.getHeaders().getValues(HttpHeaderName.fromString("X-A"))).containsExactly("1", "2");
            assertThat(response.getBodyAsBinaryData().toBytes()).isEmpty();
        }
        ScriptedServer.Request sent = server.requests().getFirst();
        assertThat(sent.body()).isEqualTo("abc");
        assertThat(sent.head().lines()).first().isEqualTo("PUT /c/a%20b%2F?x=%3D&y HTTP/1.1");
        assertThat(sent.head().lines().skip(1).filter(line -> !line.isEmpty())).containsExactlyInAnyOrder(
                "Host: localhost:" + server.port(), "Content-Type: text/plain", "Content-Length: 3", "x-b: 1", "x-b: 2",
                "Connection: keep-alive");
    }

    @Test
    void sendsABodyInPartsAsItIs() {
        server.says(answer("HTTP/1.1 201 Created\nContent-Length: 0\n\n"), answer("HTTP/1.1 201 Created\nContent-Length: 0\n\n"));
        List<ByteBuffer> parts = List.of(
                ByteBuffer.wrap("abcd".getBytes(UTF_8), 1, 2), ByteBuffer.allocate(0), ByteBuffer.wrap("d".getBytes(UTF_8)));
        for (int i = 0; i < 2; i++) {
            client.sendSync(request(HttpMethod.PUT, "/"), ApacheHttpClient.sending(parts)).close();
            assertThat(server.requests().get(i).head()).containsOnlyOnce("Content-Length: 3");
            assertThat(server.requests().get(i).body()).isEqualTo("bcd");
        }
    }

    @Test
    void aPutWithoutABodyHasALength() {
        server.says(answer("HTTP/1.1 201 Created\nContent-Length: 0\n\n"));
        client.sendSync(request(HttpMethod.PUT, "/c?restype=container"), Context.NONE).close();
        assertThat(server.requests().getFirst().head()).containsOnlyOnce("Content-Length: 0");
    }

    @Test
    void aBodyIsReadInEveryForm() {
        String chunked = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Type: text/plain; charset=utf-16be\n\n"
                + "3\n\0o\0\n1\nk\n0\n\n";
        server.says(answer(chunked), answer(chunked), answer(chunked), answer(chunked), answer(chunked));
        byte[] bytes = {0, 'o', 0, 'k'};
        assertThat(get().getBodyAsBinaryData().toBytes()).isEqualTo(bytes);
        assertThat(get().getBodyAsByteArray().block()).isEqualTo(bytes);
        assertThat(get().getBodyAsString().block()).isEqualTo("ok");
        assertThat(get().getBodyAsString(UTF_8).block()).isEqualTo("\0o\0k");
        assertThat(get().getBody().blockLast().array()).isEqualTo(bytes);
        assertThat(server.requests()).allMatch(request -> request.connection() == 1);
    }

    @Test
    void keepsItsConnection() {
        server.says(answer(OK), answer("HTTP/1.1 404 Not Found\nContent-Length: 4\n\ngone"),
                answer("HTTP/1.1 404 Not Found\nTransfer-Encoding: chunked\n\n4\ngone\n0\n\n"),
                answer("HTTP/1.1 201 Created\nContent-Length: 0\n\n"), answer("HTTP/1.1 204 No Content\n\n"), answer(OK));
        assertThat(get().getBodyAsBinaryData()).hasToString("ok");
        get().close();
        get().close();
        assertThat(get().getStatusCode()).isEqualTo(201);
        assertThat(get().getStatusCode()).isEqualTo(204);
        assertThat(client.sendSync(request(HttpMethod.GET, "/"), new Context("azure-ignore-response-body", true))
                .getStatusCode()).isEqualTo(200);
        assertThat(server.requests()).hasSize(6).allMatch(request -> request.connection() == 1);
    }

    @Test
    void saysThatAKeptConnectionWasClosedAndTakesANewOne() {
        server.says(last(OK), answer(OK));
        assertThat(get().getBodyAsBinaryData()).hasToString("ok");
        assertThatThrownBy(this::get).isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ClosedConnectionException.class);
        assertThat(get().getBodyAsBinaryData()).hasToString("ok");
        assertThat(server.requests()).extracting(ScriptedServer.Request::connection).containsExactly(1, 2);
    }

    @Test
    void aNewConnectionThatEndsIsNone() {
        server.says(last(""));
        assertThatThrownBy(this::get).isInstanceOf(UncheckedIOException.class).cause()
                .isNotInstanceOf(ClosedConnectionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "HTTP/1.1 200 OK\nContent-Length: 3\n\nok",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nok",
        "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nok\n",
        "no HTTP\n\n",
    })
    void halfAnAnswerIsNone(String half) {
        server.says(last(half), last(half));
        assertThatThrownBy(() -> get().getBodyAsBinaryData()).isInstanceOf(UncheckedIOException.class).cause()
                .isNotInstanceOf(ClosedConnectionException.class);
        assertThatThrownBy(() -> client.sendSync(request(HttpMethod.GET, "/"),
                new Context("azure-eagerly-read-response", true))).isInstanceOf(UncheckedIOException.class).cause()
                .isNotInstanceOf(ClosedConnectionException.class);
    }

    @Test
    void readsNoBodyThatIsTooLarge() {
        String size = Integer.toString(ApacheHttpResponse.MAX_BODY + 1);
        server.says(answer("HTTP/1.1 200 OK\nContent-Length: " + size + "\n\nx"),
                answer("HTTP/1.1 200 OK\nContent-Length: " + size + "\n\nx"), answer(OK));
        HttpResponse large = get();
        assertThatThrownBy(large::getBodyAsBinaryData).hasMessageContaining(size).hasMessageContaining("at most 33554432");
        get().close();
        assertThat(get().getBodyAsBinaryData()).hasToString("ok");
        assertThat(server.requests()).extracting(ScriptedServer.Request::connection).containsExactly(1, 2, 3);
    }

    @Test
    void followsNoRedirectAndRepeatsNothing() {
        for (String status : new String[] {"302 Found\nLocation: /b", "503 Busy\nRetry-After: 0", "408 Timeout",
            "401 Unauthorized\nWWW-Authenticate: Basic"}) {
            server.says(answer("HTTP/1.1 " + status + "\nContent-Length: 0\n\n"));
            assertThat(get().getStatusCode()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
        }
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void unpacksNothing() {
        server.says(answer("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 2\n\nok"));
        assertThat(get().getBodyAsBinaryData()).hasToString("ok");
    }

    @Test
    void interruptingEndsARequest() throws Exception {
        server.says(answer(OK), silence());
        get().getBodyAsBinaryData();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                end.complete(new AssertionError(get()));
            } catch (RuntimeException e) {
                end.complete(e.getCause());
            }
        });
        while (server.requests().size() < 2) {
            Thread.sleep(10);
        }
        caller.interrupt();
        assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class)
                .isNotInstanceOf(ClosedConnectionException.class);
    }

    @Test
    void cancellingEndsAnAsynchronousRequest() throws Exception {
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        server.says(answer(OK), socket -> {
            ended.complete(socket.getInputStream().read());
            return false;
        });
        assertThat(client.send(request(HttpMethod.GET, "/")).block().getBodyAsBinaryData()).hasToString("ok");
        var subscription = client.send(request(HttpMethod.GET, "/")).subscribe();
        while (server.requests().size() < 2) {
            Thread.sleep(10);
        }
        subscription.dispose();
        assertThat(ended.get(60, TimeUnit.SECONDS)).as("the end of the connection").isEqualTo(-1);
    }

    @Test
    void waitsForBytesNoLongerThanItsPatience() {
        server.says(silence());
        try (ApacheHttpClient hasty = new ApacheHttpClient(CONNECTING, Duration.ofMillis(200), threads)) {
            assertThatThrownBy(() -> hasty.sendSync(request(HttpMethod.GET, "/"), Context.NONE))
                    .hasCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void namesAHostThatIsUnknown() {
        assertThatThrownBy(() -> client.sendSync(
                new HttpRequest(HttpMethod.GET, "http://nowhere.invalid/"), Context.NONE))
                .hasCauseInstanceOf(UnknownHostException.class);
    }

    @Test
    void refusesACertificateOfAnotherHost(@TempDir Path folder) {
        SSLContext tls = TestCertificate.create(folder, "dns:elsewhere.example").context();
        try (ScriptedServer elsewhere = new ScriptedServer(tls.getServerSocketFactory());
                ApacheHttpClient trusting = new ApacheHttpClient(CONNECTING, Duration.ZERO, threads, tls)) {
            elsewhere.says(answer(OK));
            assertThatThrownBy(() -> trusting.sendSync(
                    new HttpRequest(HttpMethod.GET, "https://localhost:" + elsewhere.port()), Context.NONE))
                    .hasCauseInstanceOf(SSLHandshakeException.class);
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void speaksTls(@TempDir Path folder) {
        SSLContext tls = TestCertificate.create(folder).context();
        try (ScriptedServer secured = new ScriptedServer(tls.getServerSocketFactory());
                ApacheHttpClient trusting = new ApacheHttpClient(CONNECTING, Duration.ZERO, threads, tls)) {
            secured.says(answer(OK));
            assertThat(trusting.sendSync(new HttpRequest(HttpMethod.GET, "https://localhost:" + secured.port()),
                    Context.NONE).getBodyAsBinaryData()).hasToString("ok");
        }
    }

    private HttpResponse get() {
        return client.sendSync(request(HttpMethod.GET, "/"), Context.NONE);
    }

    private HttpRequest request(HttpMethod method, String path) {
        return new HttpRequest(method, "http://localhost:" + server.port() + path);
    }
}
