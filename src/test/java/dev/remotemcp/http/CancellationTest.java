package dev.remotemcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that clients give up, over real sockets. */
class CancellationTest {

    /** Two comments, as the first write after a client has gone still succeeds, and some time for a slow machine. */
    private static final Duration NOTICED = Duration.ofSeconds(12);

    /** Longer than it takes to notice that a client has gone. */
    private static final Duration UNNOTICED = Duration.ofSeconds(8);

    private static TalkativeServer server;

    @BeforeAll
    static void start() {
        server = TalkativeServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void modernClientCancelsByClosing() throws Exception {
        KeptConnection connection = server.connect();
        KeptConnection.Answer answer = connection.post(RpcRequest.modernCall(1, "wait"));
        assertThat(answer.isStream()).isTrue();
        server.nextWaiting();
        long closed = System.nanoTime();
        connection.close();

        TalkativeServer.End end = server.nextEnd();

        assertThat(end.isInterrupted()).isTrue();
        assertThat(end.isCancelled()).isTrue();
        assertThat(end.isHttpEnded()).isTrue();
        assertThat(Duration.ofNanos(end.nanoTime() - closed)).isLessThan(NOTICED);
    }

    @Test
    void modernClientCancelsByClosingBeforeAnythingCame() throws Exception {
        long closed;
        try (KeptConnection connection = server.connect()) {
            connection.send(RpcRequest.modernCall(1, "wait"));
            server.nextWaiting();
            closed = System.nanoTime();
        }

        TalkativeServer.End end = server.nextEnd();

        assertThat(end.isCancelled()).isTrue();
        assertThat(Duration.ofNanos(end.nanoTime() - closed)).isLessThan(NOTICED);
    }

    @Test
    void legacyCallOutlivesItsConnection() throws Exception {
        String session = session();
        KeptConnection connection = server.connect();
        assertThat(connection.post(RpcRequest.legacyCall(5, "wait").session(session)).isStream()).isTrue();
        server.nextWaiting();
        connection.close();

        assertThat(server.nextEnd(UNNOTICED)).isEmpty();

        cancel(session, "5");
        assertThat(server.nextEnd().isCancelled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"5\"", "\"five\""})
    void legacyClientCancelsByANotice(String id) throws Exception {
        String session = session();
        try (KeptConnection connection = server.connect()) {
            connection.send(RpcRequest.legacyCall(RpcRequest.parse(id), "wait").session(session));
            server.nextWaiting();
            cancel(session, id);

            TalkativeServer.End end = server.nextEnd();
            assertThat(end.isInterrupted()).isTrue();
            assertThat(end.isCancelled()).isTrue();
            assertThat(end.isHttpEnded()).isTrue();
            KeptConnection.Answer answer = connection.receive();
            assertThat(answer.isStream()).isTrue();
            assertThat(answer.rest()).isEmpty();
            serves(connection, session);
        }
    }

    @Test
    void nobodyElseCancels() throws Exception {
        String session = session();
        try (KeptConnection connection = server.connect()) {
            connection.send(RpcRequest.legacyCall(5, "wait").session(session));
            server.nextWaiting();

            cancel(session(), "5");
            cancel("", "5");
            cancel("made up", "5");
            cancel(session, "\"5\"");
            cancel(session, "6");
            cancel(session, "null");
            cancel(session, "{}");
            assertThat(server.nextEnd(Duration.ofSeconds(1))).isEmpty();

            cancel(session, "5");
            assertThat(server.nextEnd().isCancelled()).isTrue();
        }
    }

    @Test
    void callsWithoutASessionCannotBeCancelled() throws Exception {
        KeptConnection connection = server.connect();
        connection.send(RpcRequest.legacyCall(5, "work"));
        cancel("", "5");

        assertThat(connection.receive().last().at("/result/content/0/text").asText()).isEqualTo("worked");
        connection.close();
    }

    @Test
    void cancelledCallIsNotAnsweredWhateverItDoes() throws Exception {
        String session = session();
        try (KeptConnection connection = server.connect()) {
            connection.send(RpcRequest.legacyCall(5, "stubborn").session(session));
            server.nextWaiting();
            cancel(session, "5");

            assertThat(server.nextEnd().isCancelled()).isTrue();
            assertThat(connection.receive().rest()).isEmpty();
            serves(connection, session);
        }
    }

    /** The handler computes while it is cancelled, so the interruption is still pending when it reports progress. */
    @Test
    void progressAfterACancellationDoesNoHarm() throws Exception {
        String session = session();
        try (KeptConnection connection = server.connect()) {
            connection.send(RpcRequest.legacyCall(5, "compute").session(session));
            server.nextWaiting();
            cancel(session, "5");

            assertThat(connection.receive().rest()).isEmpty();
            serves(connection, session);
        }
    }

    @Test
    void cancellingOneCallOfABatchLeavesTheOthers() throws Exception {
        String session = session();
        try (KeptConnection connection = server.connect()) {
            connection.send(RpcRequest.legacyBatch("""
                    [{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait"}},
                     {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"work"}}]""").session(session));
            server.nextWaiting();
            cancel(session, "1");

            JsonNode answers = connection.receive().last();
            assertThat(answers).hasSize(1);
            assertThat(answers.at("/0/result/content/0/text").asText()).isEqualTo("worked");
        }
    }

    /** Blocking work after an earlier cancellation on the same connection would fail if the interruption had leaked. */
    private static void serves(KeptConnection connection, String session) {
        for (RpcRequest request : List.of(
                RpcRequest.legacyCall(5, "work").session(session), RpcRequest.modernCall(5, "work"))) {
            List<JsonNode> messages = connection.post(request).rest();
            assertThat(messages).hasSize(11);
            assertThat(messages.getLast().at("/result/content/0/text").asText()).isEqualTo("worked");
        }
    }

    private static String session() {
        try (KeptConnection connection = server.connect()) {
            return connection.open("{}");
        }
    }

    private static void cancel(String session, String id) {
        try (KeptConnection connection = server.connect()) {
            RpcRequest notice = RpcRequest.legacy("""
                    {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":%s}}""".formatted(id));
            assertThat(connection.post(session.isEmpty() ? notice : notice.session(session)).status()).isEqualTo(202);
        }
    }
}
