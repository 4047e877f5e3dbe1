package dev.remotemcp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.remotemcp.json.Json;
import dev.remotemcp.json.JsonBody;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an instance remembers of legacy clients, and where it stops. */
class RequestedLogLevelsTest {

    private static final Tool TALK = Tool.named("talk")
            .description("Logs a detail.")
            .handler((arguments, context) -> {
                context.log(LogLevel.DEBUG, "a detail");
                return ToolResult.text("done");
            });

    private final McpServer server = McpServer.builder(new Implementation("example", "Example", "1"))
            .logging()
            .tools(List.of(TALK))
            .build();

    @Test
    void sessionUsedLeastRecentlyIsForgottenFirst() {
        for (int number = 0; number < RequestedLogLevels.MAX_SESSIONS; number++) {
            wantDetails(number);
        }
        assertThat(hearsDetails(0)).isTrue();
        assertThat(hearsDetails(1)).isTrue();

        wantDetails(RequestedLogLevels.MAX_SESSIONS);

        assertThat(hearsDetails(RequestedLogLevels.MAX_SESSIONS)).isTrue();
        assertThat(hearsDetails(0)).isTrue();
        assertThat(hearsDetails(1)).isTrue();
        assertThat(hearsDetails(2)).isFalse();
    }

    private void wantDetails(int session) {
        post(session, """
                {"jsonrpc":"2.0","id":1,"method":"logging/setLevel","params":{"level":"debug"}}""");
    }

    private boolean hearsDetails(int session) {
        return !post(session, """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"talk"}}""").messages().isEmpty();
    }

    private RecordingChannel post(int session, String message) {
        String id = Json.text(Json.object().put("random", "" + session).set("capabilities", Json.object()));
        Map<String, String> headers = Map.of(
                "MCP-Protocol-Version", "2025-11-25",
                "MCP-Session-Id", Base64.getUrlEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8)));
        RecordingChannel channel = new RecordingChannel();
        Reply reply = server.handle(
                new Exchange(headers, JsonBody.of(message.getBytes(StandardCharsets.UTF_8))), channel, new Cancellation());
        assertThat(reply).isInstanceOf(Reply.Result.class);
        return channel;
    }
}
