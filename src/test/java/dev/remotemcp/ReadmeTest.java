package dev.remotemcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.remotemcp.dice.DiceTool;
import dev.remotemcp.json.JsonBody;
import dev.remotemcp.protocol.Exchange;
import dev.remotemcp.protocol.Implementation;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.protocol.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the README shows is what compiles and runs. */
class ReadmeTest {

    private static final String CALL = """
            {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "roll_dice", "arguments": {"sides": 2}}}""";

    @Test
    void exampleToolIsTheOneThatCompiles() throws IOException {
        String source = Files.readString(Path.of("src", "test", "java", "dev", "remotemcp", "dice", "DiceTool.java"));

        assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + source + "```");
    }

    @Test
    void exampleToolRuns() {
        McpServer server = McpServer.builder(new Implementation("example", "Example", "1"))
                .tools(List.of(DiceTool.create()))
                .build();

        Reply reply = server.handle(new Exchange(Map.of(), JsonBody.of(CALL.getBytes(StandardCharsets.UTF_8))));

        assertThat(((Reply.Answer) reply).toJson().toString()).containsPattern("It shows [12]");
    }

    @Test
    void everySettingIsInTheReadme() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(Settings.variables());
    }
}
