package dev.remotemcp.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.remotemcp.RawHttp;
import dev.remotemcp.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The production routes over a real socket, down to requests that no client library would send. */
class McpEndpointTest {

    private static final String JSON = "Content-Type: application/json";
    private static final String ACCEPT = "Accept: application/json, text/event-stream";
    private static final String PING = """
            {"jsonrpc":"2.0","id":1,"method":"ping"}""";
    private static final String PONG = """
            {"jsonrpc":"2.0","id":1,"result":{}}""";

    /** Nothing of the inside may show in an answer. */
    private static final Pattern INTERNAL =
            Pattern.compile("Exception|\\bat [a-z]+\\.|io\\.helidon|dev\\.remotemcp|java\\.|jackson|/work|/tmp");

    @TempDir
    private static Path folder;

    private static TestServer server;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("SNIPPETS_DIR", folder.toString(), "MCP_ALLOWED_ORIGINS", "https://APP.example"));
        http = server.raw();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp", "/runtime/webhooks/mcp", "/mcp?code=unneeded"})
    void postIsAnsweredAsJson(String path) {
        RawHttp.Response response = http.post(path, PING, JSON, ACCEPT);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(PONG);
        assertThat(response.head()).contains("Content-Type: application/json").contains("Content-Length: 36");
    }

    @Test
    void notificationIsAcceptedWithoutBody() {
        RawHttp.Response response = http.post("/mcp", """
                {"jsonrpc":"2.0","method":"notifications/initialized"}""", JSON, ACCEPT);

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "PUT", "PATCH", "HEAD", "TRACE", "BREW"})
    void otherMethodsAreNotAllowed(String method) {
        RawHttp.Response response =
                http.send(method + " /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(response.status()).isEqualTo(405);
        assertThat(response.head()).contains("Allow: POST, OPTIONS");
        assertThat(response.body().isEmpty()).isEqualTo(method.equals("HEAD"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost, 200",
        "http://localhost:5173, 200",
        "https://127.0.0.1:8080, 200",
        "http://[::1]:3000, 200",
        "https://app.example, 200",
        "HTTPS://App.Example, 200",
        "https://app.example.evil.com, 403",
        "http://app.example, 403",
        "http://localhost.evil.com, 403",
        "http://evil.com, 403",
        "null, 403",
        "http://localhost:123456789, 403",
    })
    void originIsChecked(String origin, int status) {
        RawHttp.Response response = http.post("/mcp", PING, JSON, ACCEPT, "Origin: " + origin);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.head().contains("Access-Control-Allow-Origin: " + origin)).isEqualTo(status == 200);
    }

    @Test
    void browserOfAnAllowedOriginMayAskFirst() {
        RawHttp.Response response = http.send("OPTIONS /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Origin: http://localhost:6274\r\nAccess-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: content-type, mcp-param-region\r\n\r\n");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.head())
                .contains("Access-Control-Allow-Origin: http://localhost:6274")
                .contains("Access-Control-Allow-Methods: POST")
                .contains("Access-Control-Allow-Headers: content-type, mcp-param-region");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Content-Type: application/json; charset=utf-8 | 200",
        "Content-Type: Application/JSON | 200",
        "Content-Type: application/json; charset=\" | 200",
        "Content-Type: text/plain | 415",
        "Content-Type: application/x-www-form-urlencoded | 415",
        "Content-Type: ;;/ | 415",
        "Accept: */* | 200",
        "Accept: application/*;q=0.5 | 200",
        "Accept: text/event-stream | 200",
        "Accept: text/html | 406",
        "Accept: ,;q=, | 406",
        "X-Nothing: of note | 200",
    })
    void mediaTypesAreCheckedLeniently(String header, int status) {
        assertThat(http.post("/mcp", PING, header).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"2026-07-28, nope, 404", "2026-07-28, ping, 404", "2025-11-25, nope, 200", "1900-01-01, ping, 400"})
    void statusFollowsTheEra(String version, String method, int status) {
        String body = """
                {"jsonrpc":"2.0","id":1,"method":"%s","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"%s",
                "io.modelcontextprotocol/clientCapabilities":{}}}}""".formatted(method, version);

        RawHttp.Response response =
                http.post("/mcp", body, JSON, ACCEPT, "MCP-Protocol-Version: " + version, "Mcp-Method: " + method);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.body()).contains("\"error\"");
    }

    @Test
    void bodyOverTheLimitIsRefused() {
        String large = "[" + "1,".repeat(2_100_000) + "1]";

        assertThat(http.post("/mcp", large, JSON).status()).isEqualTo(413);
        assertThat(http.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + ("100000\r\n" + "1".repeat(0x100000) + "\r\n").repeat(5)
                + "0\r\n\r\n").status()).isEqualTo(413);
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(http.post("/mcp", "[".repeat(200_000), JSON).status()).isEqualTo(400);
        assertThat(http.post("/mcp", "{\"a\":".repeat(200_000), JSON).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"jsonrpc\"",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"js",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n{}",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n{}",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
        "POST /mcp?code=%zz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
        "POST /mcp%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /mcp HTTP/1.1\r\n\r\n",
        "POST /mcp HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "P\u00ffST /mcp HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n",
    })
    void malformedRequestsAreTheClientsFault(String request) {
        RawHttp.Response response = http.send(request);

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.head()).contains("Content-Type: application/json");
        assertThat(response.body()).contains("\"error\"").doesNotContainPattern(INTERNAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Origin: https://evil.example\r\nExpect: 100-continue\r\n",
        "Content-Type: text/plain\r\nExpect: 100-continue\r\n",
        "Connection: close\r\n",
    })
    void bodyOfARefusedRequestIsNoRequest(String headers) {
        String smuggled = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\n" + PING;

        RawHttp.Response response = http.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + headers
                + "Content-Length: " + smuggled.length() + "\r\n\r\n" + smuggled);

        assertThat(response.text()).containsOnlyOnce("HTTP/1.1").contains("Connection: close");
    }

    @Test
    void connectionEndsAfterClose() {
        String ping = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nConnection: %s\r\nContent-Length: 40\r\n\r\n" + PING;

        assertThat(http.send(ping.formatted("close") + ping.formatted("close")).text()).containsOnlyOnce("HTTP/1.1 200");
        assertThat(http.send(ping.formatted("keep-alive") + ping.formatted("close")).text().split("HTTP/1.1 200"))
                .hasSize(3);
    }

    @Test
    void brokenChunksAreAnsweredWithoutWaitingForMore() throws IOException {
        String request = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Content-Length: 4194305\r\n\r\nx", "Content-Length: 50000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n",
    })
    void largeBodyIsRefusedBeforeItIsReadToItsEnd(String begin) throws IOException {
        String request = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + begin
                + (begin.startsWith("T") ? ("100000\r\n" + " ".repeat(0x100000) + "\r\n").repeat(5) : "");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Expect: 100-continue\r\n"})
    void largeBodyInChunksIsReadToItsEndSoThatTheRefusalArrives(String expectation) {
        RawHttp.Response response = http.send("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + expectation + "Transfer-Encoding: chunked\r\n\r\n"
                + ("100000\r\n" + " ".repeat(0x100000) + "\r\n").repeat(20) + "0\r\n\r\n");

        assertThat(response.text().replace("HTTP/1.1 100 Continue\r\n\r\n", "")).startsWith("HTTP/1.1 413");
    }

    @Test
    void largeBodyIsReadToItsEndSoThatTheRefusalArrives() {
        RawHttp.Response response = http.post("/mcp", " ".repeat(40_000_000), JSON, "Origin: http://localhost");

        assertThat(response.status()).isEqualTo(413);
        assertThat(response.head()).contains("Access-Control-Allow-Origin: http://localhost");
        assertThat(response.body()).contains("larger than 4194304 bytes");
    }

    @Test
    void batchDoesNotGrowWithoutBound() {
        http.post("/mcp", """
                {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"save_snippet",
                 "arguments":{"snippetname":"large","snippet":"%s"}}}""".formatted("x".repeat(300_000)), JSON);
        String call = """
                {"jsonrpc":"2.0","id":1,"method":"tools/call",
                 "params":{"name":"get_snippet","arguments":{"snippetname":"large"}}}""";

        RawHttp.Response response = http.post("/mcp", "[" + (call + ",").repeat(49) + call + "]", JSON);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).contains("send this request by itself").hasSizeLessThan(9_000_000);
        assertThat(http.post("/mcp", "[" + (PING + ",").repeat(50) + PING + "]", JSON).status()).isEqualTo(400);
    }

    @Test
    void otherPathsAreNotFound() {
        assertThat(http.post("/nothing", PING, JSON).status()).isEqualTo(404);
        assertThat(http.post("/mcp/below", PING, JSON).status()).isEqualTo(404);
        assertThat(http.send("HEAD /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").body()).isEmpty();
    }

    @Test
    void rootAndHealthAnswer() {
        String get = "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        assertThat(http.send(get.formatted("/")).body()).contains("/mcp");
        assertThat(http.send(get.formatted("/health/live")).status()).isEqualTo(200);
        assertThat(http.send(get.formatted("/health/ready")).body()).contains("\"status\":\"UP\"");
    }
}
