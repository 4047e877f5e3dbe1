package dev.remotemcp.trip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.json.JsonBody;
import dev.remotemcp.protocol.Cancellation;
import dev.remotemcp.protocol.Exchange;
import dev.remotemcp.protocol.Implementation;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.protocol.RecordingChannel;
import dev.remotemcp.protocol.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tool of docs/adding-a-tool.md: what is shown there is what runs here, in both eras. */
class TripToolTest {

    private static final Path GUIDE = Path.of("docs", "adding-a-tool.md");
    private static final Path SOURCE = Path.of("src", "test", "java", "dev", "remotemcp", "trip", "TripTool.java");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REGION = Pattern.compile("// tag::(\\w+)\\[]\n(.*?) *// end::\\1\\[]", Pattern.DOTALL);

    private static final String PLAN = """
            {"city":"Rome","days":2,"plan":["Day 1: spend 50 euros","Day 2: spend 50 euros"]}""";

    private final RecordingChannel channel = new RecordingChannel();

    @Test
    void guideShowsWhatRuns() throws IOException {
        List<String> regions = REGION.matcher(Files.readString(SOURCE)).results()
                .map(region -> region.group(2).stripTrailing().stripIndent() + "\n")
                .toList();

        assertThat(BLOCK.matcher(Files.readString(GUIDE)).results().map((MatchResult block) -> block.group(1)))
                .hasSize(regions.size())
                .containsExactlyInAnyOrderElementsOf(regions);
    }

    @Test
    void modernClientMakesTheCallAgainOnAnotherInstance() {
        ObjectNode params = modernParams();
        JsonNode first = call(server(), modernHeaders(), params);

        assertThat(first.path("resultType").asText()).isEqualTo("input_required");
        assertThat(first.at("/inputRequests/budget/method").asText()).isEqualTo("elicitation/create");
        assertThat(first.at("/inputRequests/budget/params/message").asText()).isEqualTo("What may the trip cost?");

        params.put("requestState", first.path("requestState").asText());
        params.putObject("inputResponses").putObject("budget")
                .put("action", "accept").putObject("content").put("euros", 100);
        JsonNode second = call(server(), modernHeaders(), params);

        assertThat(second.path("structuredContent")).hasToString(PLAN);
        assertThat(channel.messages()).extracting(message -> message.at("/params/message").asText())
                .containsExactly("Planning day 1", "Planning day 2");
    }

    @Test
    void declinedQuestionIsToldToTheModel() {
        ObjectNode params = modernParams();
        params.put("requestState", call(server(), modernHeaders(), params).path("requestState").asText());
        params.putObject("inputResponses").putObject("budget").put("action", "decline");

        JsonNode result = call(server(), modernHeaders(), params);

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText()).startsWith("Without a budget");
    }

    @Test
    void legacyClientIsAskedOnTheStream() {
        McpServer server = server();
        ObjectNode opening = Json.object().put("protocolVersion", "2025-11-25");
        opening.putObject("capabilities").putObject("elicitation");
        Reply.Result opened = (Reply.Result) server.handle(exchange(Map.of(), request("initialize", opening)));
        RecordingChannel client = new RecordingChannel() {
            @Override
            public void send(ObjectNode message) {
                super.send(message);
                if (message.path("method").asText().equals("elicitation/create")) {
                    ObjectNode answer = Json.object().put("jsonrpc", "2.0");
                    answer.set("id", message.get("id"));
                    answer.putObject("result").put("action", "accept").putObject("content").put("euros", 100);
                    server.handle(exchange(Map.of(), answer));
                }
            }
        };

        Reply reply = server.handle(
                exchange(Map.of("MCP-Session-Id", opened.sessionId()), request("tools/call", params())),
                client,
                new Cancellation());

        assertThat(((Reply.Result) reply).result().path("structuredContent")).hasToString(PLAN);
        assertThat(client.messages()).extracting(message -> message.path("method").asText())
                .containsExactly("elicitation/create", "notifications/progress", "notifications/progress");
    }

    /** Another instance each time, with the secret that all have in common. */
    private static McpServer server() {
        return McpServer.builder(new Implementation("example", "Example", "1"))
                .tools(List.of(TripTool.create()))
                .stateSecret("the same everywhere".getBytes())
                .build();
    }

    private static ObjectNode params() {
        ObjectNode params = Json.object().put("name", "plan_trip");
        params.putObject("arguments").put("city", "Rome").put("days", 2);
        params.putObject("_meta").put("progressToken", "p");
        return params;
    }

    private static ObjectNode modernParams() {
        ObjectNode params = params();
        params.withObjectProperty("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .putObject("io.modelcontextprotocol/clientCapabilities").putObject("elicitation");
        return params;
    }

    private static Map<String, String> modernHeaders() {
        return Map.of("MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call", "Mcp-Name", "plan_trip");
    }

    private JsonNode call(McpServer server, Map<String, String> headers, ObjectNode params) {
        Reply reply = server.handle(exchange(headers, request("tools/call", params)), channel, new Cancellation());
        assertThat(reply).isInstanceOf(Reply.Result.class);
        return ((Reply.Result) reply).result();
    }

    private static ObjectNode request(String method, ObjectNode params) {
        return Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method).set("params", params);
    }

    private static Exchange exchange(Map<String, String> headers, ObjectNode body) {
        return new Exchange(headers, JsonBody.of(Json.bytes(body)));
    }
}
