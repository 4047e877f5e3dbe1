package dev.remotemcp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.remotemcp.RawHttp;
import dev.remotemcp.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessKeysTest {

    private static final String PING = """
            {"jsonrpc":"2.0","id":1,"method":"ping"}""";

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("SNIPPETS_DIR", folder.toString(), "MCP_KEYS", "first, s3cond=="));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/mcp, X-None: x, 401",
        "/mcp, x-functions-key: first, 200",
        "/mcp, X-FUNCTIONS-KEY: s3cond==, 200",
        "/mcp, x-functions-key: firs, 401",
        "/mcp, x-functions-key: FIRST, 401",
        "/mcp, 'x-functions-key: first, s3cond==', 401",
        "/mcp?code=first, X-None: x, 200",
        "/mcp?x=1&code=s3cond%3D%3D, X-None: x, 200",
        "/runtime/webhooks/mcp?code=first, X-None: x, 200",
        "/mcp?code=other, X-None: x, 401",
        "/mcp?code=, X-None: x, 401",
        "/mcp?code=first, x-functions-key: other, 401",
        "/mcp?code=first, x-functions-key:, 401",
        "/mcp?code=other, x-functions-key: first, 200",
    })
    void aKeyIsNeeded(String path, String header, int status) {
        RawHttp.Response response = server.raw().post(path, PING, header);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.text()).doesNotContain("s3cond");
    }

    @Test
    void healthNeedsNoKey() {
        assertThat(server.raw()
                .send("GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .status()).isEqualTo(200);
    }

    @Test
    void blankKeysAreRefused() {
        assertThatThrownBy(() -> new AccessKeys(List.of(" "))).hasMessage("a key must not be blank");
        assertThat(new AccessKeys(List.of("secret"))).hasToString("1 keys");
    }
}
