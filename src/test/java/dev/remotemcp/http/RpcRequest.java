package dev.remotemcp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** One POST of a client of either era. Each method returns a changed copy. */
record RpcRequest(JsonNode body, Map<String, String> headers) {

    private static final String META = "io.modelcontextprotocol/";
    private static final String LEGACY = "2025-11-25";
    private static final String MODERN = "2026-07-28";

    /** A message as it is, with the headers of a legacy client. */
    static RpcRequest legacy(String message) {
        return new RpcRequest(object(message), Map.of(
                "Accept", "application/json, text/event-stream", "MCP-Protocol-Version", LEGACY));
    }

    /** Several messages of a client of the one revision that has batches. */
    static RpcRequest legacyBatch(String messages) {
        return new RpcRequest(parse(messages), Map.of("Accept", "application/json, text/event-stream"));
    }

    /** The call of a tool by a legacy client. */
    static RpcRequest legacyCall(Object id, String tool) {
        return legacy("""
                {"jsonrpc":"2.0","id":%s,"method":"tools/call",
                 "params":{"name":"%s","_meta":{"progressToken":"p"}}}""".formatted(json(id), tool));
    }

    /** A request of a modern client that can do nothing, with all that the revision demands. */
    static RpcRequest modern(Object id, String method, String params) {
        ObjectNode body = Json.object().put("jsonrpc", "2.0").put("method", method);
        body.set("id", json(id));
        body.set("params", object(params));
        RpcRequest request = new RpcRequest(body, Map.of(
                "Accept", "application/json, text/event-stream",
                "MCP-Protocol-Version", MODERN,
                "Mcp-Method", method));
        String name = body.at("/params/name").asText(body.at("/params/uri").asText());
        return (name.isEmpty() ? request : request.header("Mcp-Name", name))
                .meta("protocolVersion", "\"" + MODERN + "\"")
                .capabilities("{}");
    }

    /** The call of a tool by a modern client. */
    static RpcRequest modernCall(Object id, String tool) {
        return modern(id, "tools/call", """
                {"name":"%s","_meta":{"progressToken":"p"}}""".formatted(tool));
    }

    RpcRequest header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new RpcRequest(body, changed);
    }

    RpcRequest session(String id) {
        return header("MCP-Session-Id", id);
    }

    RpcRequest param(String name, JsonNode value) {
        ObjectNode changed = message();
        changed.withObjectProperty("params").set(name, value);
        return new RpcRequest(changed, headers);
    }

    RpcRequest param(String name, String json) {
        return param(name, parse(json));
    }

    /** A member of {@code _meta} that the protocol reserves. */
    RpcRequest meta(String key, String json) {
        ObjectNode changed = message();
        changed.withObjectProperty("params").withObjectProperty("_meta").set(META + key, parse(json));
        return new RpcRequest(changed, headers);
    }

    RpcRequest capabilities(String json) {
        return meta("clientCapabilities", json);
    }

    RpcRequest id(Object id) {
        ObjectNode changed = message();
        changed.set("id", json(id));
        return new RpcRequest(changed, headers);
    }

    private ObjectNode message() {
        return body.deepCopy();
    }

    static JsonNode json(Object id) {
        return parse(id instanceof String text ? "\"" + text + "\"" : id.toString());
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) parse(json);
    }

    static JsonNode parse(String json) {
        try {
            return Json.parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
