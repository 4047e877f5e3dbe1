package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.remotemcp.json.JsonBody;
import dev.remotemcp.protocol.Exchange;
import dev.remotemcp.protocol.Implementation;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.protocol.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListSnippetsToolTest {

    @TempDir
    Path folder;

    private McpServer server;

    @BeforeEach
    void start() {
        SnippetStore store = new FileSnippetStore(folder);
        Stream.of("a", "b", "ba").forEach(name -> store.save(new SnippetName(name), new byte[1]));
        server = McpServer.builder(new Implementation("test", "Test", "1"))
                .tools(List.of(ListSnippetsTool.create(store))).build();
    }

    @Test
    void offersEveryParameterWithoutAskingForIt() {
        JsonNode schema = result("tools/list", "{}").path("tools").path(0).path("inputSchema");
        assertThat(schema.path("required")).isEmpty();
        assertThat(schema.path("properties").path("prefix").has("default")).isFalse();
        assertThat(schema.path("properties").path("cursor").has("default")).isFalse();
        assertThat(schema.path("properties").path("limit").path("default").intValue()).isEqualTo(100);
    }

    @Test
    void listsWithAndWithoutPrefixAndCursor() {
        assertThat(names(listed("{}"))).containsExactly("a", "b", "ba");
        assertThat(names(listed("{\"prefix\":null,\"cursor\":null}"))).containsExactly("a", "b", "ba");
        assertThat(names(listed("{\"prefix\":\"\",\"cursor\":\"\"}"))).containsExactly("a", "b", "ba");
        JsonNode first = listed("{\"prefix\":\"b\",\"limit\":1}");
        assertThat(names(first)).containsExactly("b");
        assertThat(names(listed("{\"prefix\":\"b\",\"cursor\":\"%s\"}"
                .formatted(first.path("nextCursor").textValue())))).containsExactly("ba");
    }

    private JsonNode listed(String arguments) {
        return result("tools/call", "{\"name\":\"list_snippets\",\"arguments\":" + arguments + "}")
                .path("structuredContent");
    }

    private static List<String> names(JsonNode page) {
        return page.path("snippets").findValuesAsText("name");
    }

    private JsonNode result(String method, String params) {
        byte[] request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params)
                .getBytes(UTF_8);
        Reply reply = server.handle(new Exchange(Map.of(), JsonBody.of(request)));
        return ((Reply.Answer) reply).toJson().path("result");
    }
}
