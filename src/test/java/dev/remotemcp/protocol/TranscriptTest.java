package dev.remotemcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.JsonBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the transcripts to a server without a socket. */
class TranscriptTest {

    private final McpServer server = ExampleServer.create();

    @TestFactory
    Stream<DynamicTest> transcripts() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of("src", "test", "resources", "transcripts"))) {
            files = found.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream().map(Transcript::read).map(transcript -> DynamicTest.dynamicTest(transcript.name(), () -> {
            assertThat(transcript.turns()).isNotEmpty();
            transcript.turns().forEach(turn -> play(transcript.name(), turn));
        }));
    }

    private void play(String name, Transcript.Turn turn) {
        String place = name + ", line " + turn.line();
        RecordingChannel channel = new RecordingChannel();
        Exchange exchange = new Exchange(turn.headers(), JsonBody.of(turn.body().getBytes(StandardCharsets.UTF_8)));
        Reply reply = server.handle(exchange, channel, new Cancellation());
        List<ObjectNode> notifications = channel.messages();
        String answer = switch (reply) {
            case Reply.Accepted(), Reply.Abandoned() -> "";
            case Reply.Answer json -> json.toJson().toString();
        };
        assertThat(outcome(reply)).as("%s answered %s", place, answer).isEqualTo(turn.outcome());
        assertThat(notifications).as(place).hasSameSizeAs(turn.notifications());
        IntStream.range(0, notifications.size())
                .forEach(i -> assertMatches(place, notifications.get(i), Transcript.json(turn.notifications().get(i))));
        if (reply instanceof Reply.Answer json) {
            assertMatches(place, json.toJson(), Transcript.json(turn.answer()));
        } else {
            assertThat(turn.answer()).as(place).isEmpty();
        }
    }

    private static String outcome(Reply reply) {
        return switch (reply) {
            case Reply.Accepted _ -> "accepted";
            case Reply.Abandoned _ -> "abandoned";
            case Reply.Result _ -> "result";
            case Reply.Batch _ -> "batch";
            case Reply.Failure failure -> failure.stage().name().toLowerCase(Locale.ROOT);
        };
    }

    private static void assertMatches(String place, JsonNode actual, JsonNode expected) {
        assertThat(matches(actual, expected))
                .as("%s%nexpected %s%nbut was  %s", place, expected, actual)
                .isTrue();
    }

    private static boolean matches(JsonNode actual, JsonNode expected) {
        if (expected.asText().equals("*")) {
            return !actual.isMissingNode();
        }
        if (expected.isObject() && actual.isObject()) {
            return actual.size() == expected.size()
                    && expected.properties().stream().map(Map.Entry::getKey)
                            .allMatch(key -> matches(actual.path(key), expected.path(key)));
        }
        if (expected.isArray() && actual.isArray()) {
            return actual.size() == expected.size()
                    && IntStream.range(0, expected.size()).allMatch(i -> matches(actual.get(i), expected.get(i)));
        }
        return actual.equals(expected) || actual.isNumber() && expected.isNumber()
                && actual.doubleValue() == expected.doubleValue();
    }
}
