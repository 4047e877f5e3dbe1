package dev.remotemcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls the tools for snippets over HTTP, as a client of any revision does. */
public record McpCalls(URI server, HttpClient http) {

    /** What a tool answered: one text, and data where the tool has them. */
    public record Answer(boolean isError, String text, JsonNode data) {
    }

    public McpCalls(int port) {
        this(URI.create("http://127.0.0.1:" + port), HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    public Answer save(String name, String content) {
        return call("save_snippet", named(name).put("snippet", content));
    }

    public Answer get(String name) {
        return call("get_snippet", named(name));
    }

    public Answer delete(String name) {
        return call("delete_snippet", named(name));
    }

    /** @param cursor empty for the first page */
    public Answer list(String prefix, String cursor, int limit) {
        ObjectNode arguments = Json.object().put("prefix", prefix).put("limit", limit);
        return call("list_snippets", cursor.isEmpty() ? arguments : arguments.put("cursor", cursor));
    }

    private static ObjectNode named(String name) {
        return Json.object().put("snippetname", name);
    }

    private Answer call(String tool, ObjectNode arguments) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        message.putObject("params").put("name", tool).set("arguments", arguments);
        JsonNode result = parse(send(HttpRequest.newBuilder(server.resolve("/mcp"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(message))).build())).path("result");
        if (result.isMissingNode()) {
            throw new AssertionError("not a result");
        }
        return new Answer(result.path("isError").asBoolean(),
                result.at("/content/0/text").asText(), result.path("structuredContent"));
    }

    /** The status of {@code /health/ready}. */
    public int readiness() {
        try {
            return http.send(HttpRequest.newBuilder(server.resolve("/health/ready")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String send(HttpRequest request) {
        try {
            return new String(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String json) {
        try {
            return Json.parse(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
