package dev.remotemcp.weather;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.remotemcp.json.JsonBody;
import dev.remotemcp.protocol.Exchange;
import dev.remotemcp.protocol.Implementation;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.protocol.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeatherToolTest {

    private OpenMeteoStandIn standIn;
    private McpServer server;

    @BeforeEach
    void start() throws IOException {
        standIn = OpenMeteoStandIn.start();
        server = McpServer.builder(new Implementation("test", "Test", "1"))
                .tools(List.of(WeatherTool.create(new OpenMeteo(standIn.settings(Duration.ofSeconds(10))))))
                .resources(List.of(WeatherWidget.resource()))
                .build();
    }

    @AfterEach
    void stop() throws IOException {
        standIn.close();
    }

    @Test
    void tellsTheModelWhichPlaceIsTheDefault() {
        JsonNode schema = result("tools/list", "{}").path("tools").path(0).path("inputSchema");
        assertThat(schema.path("properties").path("location").path("default").textValue()).isEqualTo("Seattle, WA");
        assertThat(schema.path("required")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"location\":null}", "{\"location\":\"\"}", "{\"location\":\"Seattle, WA\"}"})
    void looksInSeattleWhereNoPlaceIsNamed(String arguments) {
        JsonNode result = result("tools/call", "{\"name\":\"get_weather\",\"arguments\":" + arguments + "}");
        assertThat(result.path("structuredContent").path("Location").textValue())
                .isEqualTo("Seattle, Washington, United States");
    }

    private JsonNode result(String method, String params) {
        byte[] request = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params)
                .getBytes(UTF_8);
        Reply reply = server.handle(new Exchange(Map.of(), JsonBody.of(request)));
        return ((Reply.Answer) reply).toJson().path("result");
    }
}
