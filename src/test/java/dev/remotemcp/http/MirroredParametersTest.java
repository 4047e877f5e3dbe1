package dev.remotemcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters that modern clients repeat in headers (x-mcp-header). */
class MirroredParametersTest {

    private static TalkativeServer server;

    @BeforeAll
    static void start() {
        server = TalkativeServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"region\":\"eu\"} | Region: eu",
        "{\"region\":\"eu\"} | region: eu",
        "{\"region\":\"eu\",\"count\":null} | Region: eu",
        "{\"region\":\"Zürich\"} | Region: =?base64?WsO8cmljaA==?=",
        "{\"region\":\" eu \"} | Region: =?base64?IGV1IA==?=",
        "{\"region\":\"\"} | Region: =?base64??=",
        "{\"region\":\"eu\",\"count\":7} | Region: eu; Count: 7",
        "{\"region\":\"eu\",\"count\":7.0} | Region: eu; Count: 7",
        "{\"region\":\"eu\",\"count\":7} | Region: eu; Count: 7.0",
        "{\"region\":\"eu\",\"flag\":false} | Region: eu; Flag: false",
    })
    void equalHeadersPass(String arguments, String headers) {
        KeptConnection.Answer answer = call(arguments, headers);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/result/isError").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"region\":\"eu\"} | Region: us",
        "{\"region\":\"eu\"} | Region: EU",
        "{\"region\":\"eu\"} | ``",
        "{\"region\":\"eu\"} | Region: eu; Count: 7",
        "{\"region\":\"eu\",\"count\":null} | Region: eu; Count: 7",
        "{\"region\":\"eu\",\"count\":7} | Region: eu",
        "{\"region\":\"eu\",\"count\":7} | Region: eu; Count: 8",
        "{\"region\":\"eu\",\"count\":7} | Region: eu; Count: seven",
        "{\"region\":\"eu\",\"count\":7} | Region: eu; Count: 1e999999999",
        "{\"region\":\"eu\",\"flag\":false} | Region: eu; Flag: no",
        "{\"region\":\"Zürich\"} | Region: =?base64?WsO8cmlj?=",
        "{\"region\":\"Zürich\"} | Region: =?base64?%%%?=",
        "{\"region\":\"Zürich\"} | Region: =?base64?/w==?=",
        "{} | Region: eu",
    })
    void otherHeadersAreRefused(String arguments, String headers) {
        KeptConnection.Answer answer = call(arguments, headers);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").asInt()).isEqualTo(-32020);
    }

    @Test
    void legacyClientsSendNoSuchHeaders() {
        try (KeptConnection connection = server.connect()) {
            JsonNode answer = connection.post(RpcRequest.legacyCall(1, "mirrored").param("arguments", """
                    {"region":"eu"}""")).json();
            assertThat(answer.at("/result/content/0/text").asText()).startsWith("eu");
        }
    }

    @Test
    void schemaTellsTheHeader() {
        try (KeptConnection connection = server.connect()) {
            JsonNode tools = connection.post(RpcRequest.modern(1, "tools/list", "{}")).json().at("/result/tools");
            assertThat(tools).anySatisfy(tool -> assertThat(
                    tool.at("/inputSchema/properties/region/x-mcp-header").asText()).isEqualTo("Region"));
        }
    }

    private static KeptConnection.Answer call(String arguments, String headers) {
        RpcRequest request = RpcRequest.modernCall(1, "mirrored").param("arguments", arguments);
        for (String header : Arrays.stream(headers.split("; ")).filter(text -> !text.isEmpty()).toList()) {
            String[] parts = header.split(": ", 2);
            request = request.header("Mcp-Param-" + parts[0], parts[1]);
        }
        // Not closed here: the caller reads the answer.
        return server.connect().post(request);
    }
}
