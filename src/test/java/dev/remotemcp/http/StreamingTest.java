package dev.remotemcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that become event streams, byte by byte over a real socket. */
class StreamingTest {

    private static TalkativeServer server;

    private KeptConnection connection;

    @BeforeAll
    static void start() {
        server = TalkativeServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void connect() {
        connection = server.connect();
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    static List<RpcRequest> talks() {
        return List.of(
                RpcRequest.legacyCall(7, "talk"),
                RpcRequest.modernCall(7, "talk").meta("logLevel", "\"info\""));
    }

    @ParameterizedTest
    @MethodSource("talks")
    void whoTalksStreams(RpcRequest talk) {
        KeptConnection.Answer answer = connection.post(talk);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        List<JsonNode> messages = answer.rest();
        assertThat(methods(messages)).containsExactly(
                "notifications/progress", "notifications/message", "notifications/progress", "");
        assertThat(messages.get(0).at("/params/message").asText()).isEqualTo("line 1\nline 2 \u2028 – ü 🎉");
        assertThat(messages.get(0).at("/params/progressToken").asText()).isEqualTo("p");
        assertThat(messages.get(0).at("/params/progress").asDouble()).isEqualTo(1);
        assertThat(messages.get(0).at("/params/total").asDouble()).isEqualTo(3);
        assertThat(messages.get(1).at("/params/level").asText()).isEqualTo("warning");
        assertThat(messages.get(1).at("/params/data").asText()).isEqualTo("a warning");
        assertDone(messages.getLast());
    }

    @ParameterizedTest
    @MethodSource("talks")
    void connectionServesOnAfterAStream(RpcRequest talk) {
        for (int round = 0; round < 3; round++) {
            assertThat(connection.post(talk).rest()).hasSize(4);
            assertDone(connection.post(RpcRequest.legacyCall(7, "quiet")).json());
        }
    }

    @Test
    void connectionEndsAfterAStreamWhereTheClientSaysSo() {
        connection.post(talks().getFirst().header("Connection", "close")).rest();

        assertThat(connection.isEnded()).isTrue();
    }

    @Test
    void framingIsExact() {
        KeptConnection.Answer answer = connection.post(RpcRequest.legacyCall(7, "talk"));

        List<String> blocks = new ArrayList<>();
        for (Optional<String> block = answer.block(); block.isPresent(); block = answer.block()) {
            blocks.add(block.get());
        }

        assertThat(blocks.getLast()).isEqualTo("""
                event: message
                data: {"jsonrpc":"2.0","id":7,"result":{"content":[{"type":"text","text":"done"}],"isError":false}}

                """);
        assertThat(blocks).hasSize(4).allSatisfy(block -> assertThat(block.lines()).hasSize(3));
    }

    @Test
    void whoSaysNothingIsAnsweredAsJson() {
        for (RpcRequest quiet : List.of(RpcRequest.legacyCall(7, "quiet"), RpcRequest.modernCall(7, "quiet"))) {
            KeptConnection.Answer answer = connection.post(quiet);

            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertDone(answer.json());
        }
    }

    @Test
    void progressGoesNowhereWithoutAToken() {
        KeptConnection.Answer answer = connection.post(RpcRequest.modern(7, "tools/call", """
                {"name":"talk"}"""));

        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertDone(answer.json());
    }

    @ParameterizedTest
    @CsvSource({"legacy", "modern"})
    void silenceIsFilledWithComments(String era) {
        long start = System.nanoTime();
        KeptConnection.Answer answer = connection.post(era.equals("legacy")
                ? RpcRequest.legacyCall(7, "slow")
                : RpcRequest.modernCall(7, "slow"));
        Duration silence = Duration.ofNanos(System.nanoTime() - start);

        assertThat(answer.isStream()).isTrue();
        assertThat(answer.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(answer.block()).contains(":\n\n");
        assertThat(silence).isBetween(Duration.ofMillis(1900), Duration.ofMillis(4900));
        List<JsonNode> rest = answer.rest();
        assertThat(rest).hasSize(1);
        assertDone(rest.getFirst());
        assertDone(connection.post(RpcRequest.legacyCall(7, "quiet")).json());
    }

    @Test
    void whoAcceptsNoStreamGetsJsonAndNoNotices() {
        for (RpcRequest talk : talks()) {
            assertDone(connection.post(talk.header("Accept", "application/json")).json());
        }
    }

    @Test
    void streamingCanBeSwitchedOff() throws Exception {
        try (TalkativeServer silent = TalkativeServer.startWithoutStreaming();
                KeptConnection toSilent = silent.connect()) {
            for (RpcRequest talk : talks()) {
                assertDone(toSilent.post(talk).json());
            }
            assertDone(toSilent.post(RpcRequest.modernCall(7, "slow")).json());
            JsonNode refused = toSilent.post(RpcRequest.modern(1, "subscriptions/listen", """
                    {"notifications":{"toolsListChanged":true}}""")).json();
            assertThat(refused.at("/error/code").asInt()).isEqualTo(-32603);
            assertThat(refused.at("/error/message").asText()).contains("stream");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "debug | debug, warning",
        "info | warning",
        "warning | warning",
        "error | ''",
    })
    void modernClientNamesTheLeastLevel(String level, String heard) {
        List<JsonNode> messages = connection.post(
                RpcRequest.modernCall(7, "talk").meta("logLevel", "\"" + level + "\"")).rest();

        assertThat(levels(messages)).isEqualTo(heard);
    }

    @Test
    void modernClientThatNamesNoLevelHearsNothing() {
        assertThat(levels(connection.post(RpcRequest.modernCall(7, "talk")).rest())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'\"loud\"'", "'\"INFO\"'", "3", "null", "{}"})
    void badLevelIsRefused(String level) {
        KeptConnection.Answer modern = connection.post(RpcRequest.modernCall(7, "talk").meta("logLevel", level));
        assertThat(modern.status()).isEqualTo(400);
        assertThat(modern.json().at("/error/code").asInt()).isEqualTo(-32602);

        KeptConnection.Answer legacy = connection.post(RpcRequest.legacy("""
                {"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":%s}}""".formatted(level)));
        assertThat(legacy.status()).isEqualTo(200);
        assertThat(legacy.json().at("/error/code").asInt()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "debug | debug, warning",
        "info | warning",
        "warning | warning",
        "error | ''",
    })
    void legacyClientSetsTheLeastLevelOfItsSession(String level, String heard) {
        String session = connection.open("{}");
        String other = connection.open("{}");

        setLevel(level, session);

        assertThat(levelsHeardIn(session)).isEqualTo(heard);
        assertThat(levelsHeardIn(other)).isEqualTo("warning");
        setLevel("debug", session);
        assertThat(levelsHeardIn(session)).isEqualTo("debug, warning");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not one of ours"})
    void levelOfAClientWithoutASessionIsNobodyElses(String session) {
        setLevel("emergency", session);

        assertThat(levelsHeardIn(session)).isEqualTo("warning");
    }

    private void setLevel(String level, String session) {
        assertThat(connection.post(RpcRequest.legacy("""
                {"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"%s"}}""".formatted(level))
                .session(session)).json())
                .hasToString("""
                        {"jsonrpc":"2.0","id":1,"result":{}}""");
    }

    private String levelsHeardIn(String session) {
        return levels(connection.post(RpcRequest.legacyCall(7, "talk").session(session)).rest());
    }

    static void assertDone(JsonNode answer) {
        assertThat(answer.path("id").asInt()).isEqualTo(7);
        assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("done");
    }

    static List<String> methods(List<JsonNode> messages) {
        return messages.stream().map(message -> message.path("method").asText()).toList();
    }

    private static String levels(List<JsonNode> messages) {
        return String.join(", ", messages.stream()
                .map(message -> message.at("/params/level").asText())
                .filter(level -> !level.isEmpty())
                .toList());
    }
}
