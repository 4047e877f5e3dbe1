package dev.remotemcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.remotemcp.TestServer;
import dev.remotemcp.json.Json;
import dev.remotemcp.snippets.AzuriteServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that listens for a snippet hears of what is done to it through this instance and through another. */
class SnippetListenerTest {

    private static final String NAME = "a/b ü";
    private static final String URI = "snippet://a%2Fb%20%C3%BC";

    @Test
    void inFiles(@TempDir Path folder) {
        hearsOfChanges(Map.of("SNIPPETS_DIR", folder.toString()));
    }

    @Test
    void inBlobStorage() {
        try (AzuriteServer azurite = AzuriteServer.start()) {
            hearsOfChanges(Map.of("AzureWebJobsStorage", azurite.connectionString()));
        }
    }

    private static void hearsOfChanges(Map<String, String> store) {
        Map<String, String> settings = new HashMap<>(store);
        settings.put("MCP_WATCH_INTERVAL", "PT0.2S");
        try (TestServer listenedTo = TestServer.start(settings);
                TestServer other = TestServer.start(settings);
                KeptConnection listener = new KeptConnection(listenedTo.port())) {
            call(other, "save_snippet", "unrelated", "x");
            KeptConnection.Answer stream = listener.post(RpcRequest.modern(1, "subscriptions/listen", """
                    {"notifications":{"resourceSubscriptions":["%s","info://server"]}}""".formatted(URI)));
            assertThat(stream.nextMessage().at("/params/notifications")).isEqualTo(RpcRequest.parse("""
                    {"resourceSubscriptions":["%s"]}""".formatted(URI)));

            for (TestServer instance : new TestServer[] {listenedTo, other}) {
                call(other, "save_snippet", "unrelated", "y");
                call(instance, "save_snippet", NAME, "the same content");
                assertUpdate(stream.nextMessage());
            }
            call(other, "delete_snippet", NAME, "");
            assertUpdate(stream.nextMessage());

            listenedTo.mcpServer().close();
            assertThat(stream.rest()).hasSize(1).allSatisfy(end ->
                    assertThat(end.at("/result/resultType").asText()).isEqualTo("complete"));
        }
    }

    private static void assertUpdate(JsonNode message) {
        assertThat(message.path("method").asText()).isEqualTo("notifications/resources/updated");
        assertThat(message.at("/params/uri").asText()).isEqualTo(URI);
    }

    private static void call(TestServer server, String tool, String name, String snippet) {
        try (KeptConnection connection = new KeptConnection(server.port())) {
            JsonNode answer = connection.post(RpcRequest.modernCall(1, tool).param("arguments",
                    Json.object().put("snippetname", name).put("snippet", snippet))).last();
            assertThat(answer.at("/result/isError").asBoolean(true)).as(answer.toString()).isFalse();
        }
    }
}
