package dev.remotemcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code subscriptions/listen} over real sockets. */
class SubscriptionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String SUBSCRIPTION_ID = "/_meta/io.modelcontextprotocol~1subscriptionId";

    private TalkativeServer server;
    private KeptConnection connection;

    @BeforeEach
    void start() {
        server = TalkativeServer.start();
        connection = server.connect();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"seven\"", "\"7\"", "12345678901234567890"})
    void everythingIsTaggedAndTheAcknowledgementIsFirst(String id) throws Exception {
        server.write("a", "1");
        KeptConnection.Answer stream = listen(connection, id, """
                {"toolsListChanged":true,"resourceSubscriptions":["note://a"]}""");
        assertThat(stream.isStream()).isTrue();
        assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
        JsonNode acknowledgement = stream.nextMessage();
        assertThat(acknowledgement.path("method").asText()).isEqualTo("notifications/subscriptions/acknowledged");
        assertThat(acknowledgement.at("/params/notifications")).isEqualTo(RpcRequest.parse("""
                {"toolsListChanged":true,"resourceSubscriptions":["note://a"]}"""));
        assertTagged(acknowledgement.path("params"), id);

        server.mcp().replaceTools(server.tools());
        JsonNode list = stream.nextMessage();
        assertThat(list.path("method").asText()).isEqualTo("notifications/tools/list_changed");
        assertTagged(list.path("params"), id);

        server.write("a", "2");
        JsonNode update = stream.nextMessage();
        assertThat(update.path("method").asText()).isEqualTo("notifications/resources/updated");
        assertThat(update.at("/params/uri").asText()).isEqualTo("note://a");
        assertTagged(update.path("params"), id);

        server.mcp().close();
        List<JsonNode> rest = stream.rest();
        assertThat(rest).hasSize(1);
        assertThat(rest.getFirst().path("id")).isEqualTo(RpcRequest.parse(id));
        assertThat(rest.getFirst().at("/result/resultType").asText()).isEqualTo("complete");
        assertTagged(rest.getFirst().path("result"), id);
        assertThat(connection.post(RpcRequest.modernCall(7, "quiet")).status()).isEqualTo(200);
    }

    @Test
    void eachListHasItsNotice() {
        KeptConnection.Answer stream = listen(connection, "1", """
                {"toolsListChanged":true,"promptsListChanged":true,"resourcesListChanged":true}""");
        stream.nextMessage();

        server.mcp().replacePrompts(List.of());
        assertThat(stream.nextMessage().path("method").asText()).isEqualTo("notifications/prompts/list_changed");
        server.mcp().replaceResources(List.of());
        assertThat(stream.nextMessage().path("method").asText()).isEqualTo("notifications/resources/list_changed");
        server.mcp().replaceTools(server.tools().subList(0, 1));
        assertThat(stream.nextMessage().path("method").asText()).isEqualTo("notifications/tools/list_changed");
        try (KeptConnection second = server.connect()) {
            assertThat(second.post(RpcRequest.modern(1, "tools/list", "{}")).json().at("/result/tools")).hasSize(1);
        }
    }

    @Test
    void onlyWhatWasAskedForIsTold() {
        server.write("a", "1");
        server.write("b", "1");
        KeptConnection.Answer stream = listen(connection, "1", """
                {"promptsListChanged":true,"toolsListChanged":false,"resourceSubscriptions":["note://b"]}""");
        assertThat(stream.nextMessage().at("/params/notifications")).isEqualTo(RpcRequest.parse("""
                {"promptsListChanged":true,"resourceSubscriptions":["note://b"]}"""));

        server.mcp().replaceTools(server.tools());
        server.mcp().replaceResources(List.of());
        server.write("a", "2");
        server.write("b", "2");
        assertThat(stream.nextMessage().at("/params/uri").asText()).isEqualTo("note://b");
        server.mcp().replacePrompts(List.of());
        assertThat(stream.nextMessage().path("method").asText()).isEqualTo("notifications/prompts/list_changed");
        server.mcp().close();
        assertThat(stream.rest()).hasSize(1);
    }

    @Test
    void whatCannotBeWatchedIsNotAcknowledged() {
        KeptConnection.Answer stream = listen(connection, "1", """
                {"resourceSubscriptions":["test://motto","test://nothing","note://later","nonsense"],"future":true}""");

        assertThat(stream.nextMessage().at("/params/notifications")).isEqualTo(RpcRequest.parse("""
                {"resourceSubscriptions":["note://later"]}"""));
        server.write("later", "now there is one");
        assertThat(stream.nextMessage().at("/params/uri").asText()).isEqualTo("note://later");
    }

    @Test
    void emptyFilterIsAcknowledgedAsSuch() {
        JsonNode acknowledgement = listen(connection, "1", "{}").nextMessage();

        assertThat(acknowledgement.at("/params/notifications")).isEqualTo(RpcRequest.parse("{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "null", "[]", "\"all\"", "{\"resourceSubscriptions\":\"note://a\"}", "{\"resourceSubscriptions\":[1]}",
        "{\"resourceSubscriptions\":{}}", "{\"resourceSubscriptions\":null}",
    })
    void malformedFilterIsRefused(String filter) {
        assertThat(listen(connection, "1", filter).json().at("/error/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void tooManyResourcesAreRefused() {
        StringBuilder uris = new StringBuilder("\"note://0\"");
        for (int i = 1; i <= 100; i++) {
            uris.append(",\"note://").append(i).append('"');
        }

        assertThat(listen(connection, "1", "{\"resourceSubscriptions\":[" + uris + "]}").json()
                .at("/error/code").asInt()).isEqualTo(-32602);
    }

    @Test
    void legacyClientsCannotListen() {
        assertThat(connection.post(RpcRequest.legacy("""
                {"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{}}}""")).json()
                .at("/error/code").asInt()).isEqualTo(-32601);
    }

    @Test
    void silentListenerGetsComments() {
        KeptConnection.Answer stream = listen(connection, "1", """
                {"toolsListChanged":true}""");
        stream.nextMessage();

        assertThat(stream.block()).contains(":\n\n");
        assertThat(stream.block()).contains(":\n\n");
    }

    /** Each watched resource is asked for by its listener's thread, so the asking shows who still listens. */
    @Test
    void clientThatIsGoneLeavesNothingBehind() throws Exception {
        List<KeptConnection> clients = Stream.generate(server::connect).limit(20).toList();
        for (KeptConnection client : clients) {
            listen(client, "1", """
                    {"toolsListChanged":true,"resourceSubscriptions":["note://a"]}""").nextMessage();
        }
        await(() -> server.askers().size() == 20);
        List<Thread> askers = List.copyOf(server.askers());

        clients.forEach(KeptConnection::close);

        await(() -> askers.stream().noneMatch(Thread::isAlive));
        server.askers().clear();
        Thread.sleep(TalkativeServer.WATCH_INTERVAL.multipliedBy(3));
        assertThat(server.askers()).isEmpty();
    }

    private static KeptConnection.Answer listen(KeptConnection connection, String id, String filter) {
        return connection.post(RpcRequest.modern(RpcRequest.parse(id), "subscriptions/listen", """
                {"notifications":%s}""".formatted(filter)));
    }

    private static void assertTagged(JsonNode parent, String id) {
        assertThat(parent.at(SUBSCRIPTION_ID)).isEqualTo(RpcRequest.parse(id));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
