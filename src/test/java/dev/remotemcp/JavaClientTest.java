package dev.remotemcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The official Java client against the production routes. */
class JavaClientTest {

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static McpSyncClient client;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("SNIPPETS_DIR", folder.toString()));
        client = McpClient.sync(HttpClientStreamableHttpTransport
                        .builder("http://127.0.0.1:" + server.port())
                        .endpoint("/mcp")
                        .build())
                .build();
        client.initialize();
    }

    @AfterAll
    static void stop() {
        client.closeGracefully();
        server.close();
    }

    @Test
    void listsTheTools() {
        assertThat(client.listTools().tools()).extracting(McpSchema.Tool::name).containsSubsequence(
                "hello_mcp", "save_snippet", "get_snippet", "list_snippets", "delete_snippet", "get_weather");
    }

    @Test
    void saysHello() {
        assertThat(call("hello_mcp", Map.of())).isEqualTo("Hello I am MCPTool!");
    }

    @Test
    void getsWhatItSaved() {
        String name = "Übung/ñ 日本 🎉 100% +a&b?#.v1";
        String content = "Zeile — line\r\n\t🎉 \"quoted\" é\n".repeat(3000);

        assertThat(call("save_snippet", Map.of("snippetname", name, "snippet", content)))
                .isEqualTo("Snippet '" + name + "' saved successfully");
        assertThat(call("get_snippet", Map.of("snippetname", name))).isEqualTo(content);
    }

    @Test
    void readsTheWidget() {
        McpSchema.ResourceContents contents =
                client.readResource(McpSchema.ReadResourceRequest.builder("ui://weather/index.html").build()).contents().getFirst();

        assertThat(contents.mimeType()).isEqualTo("text/html;profile=mcp-app");
        assertThat(((McpSchema.TextResourceContents) contents).text()).startsWithIgnoringCase("<!doctype html>");
    }

    @Test
    void findsPromptsAndTemplates() {
        assertThat(client.listPrompts().prompts()).extracting(McpSchema.Prompt::name)
                .containsExactly("code_review_checklist", "summarize_content", "generate_documentation");
        assertThat(client.listResourceTemplates().resourceTemplates())
                .extracting(McpSchema.ResourceTemplate::uriTemplate)
                .containsExactly("snippet://{name}");
        client.ping();
    }

    private static String call(String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).isNotEqualTo(true);
        return ((McpSchema.TextContent) result.content().getFirst()).text();
    }
}
