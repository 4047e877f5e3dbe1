package dev.remotemcp.protocol.jsonrpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;

/**
 * The {@code error} member of an answer.
 *
 * @param message what a developer on the other side reads; never anything internal
 * @param data    further facts that a program can act on; empty where there are none
 */
public record RpcError(int code, String message, ObjectNode data) {

    public static final int PARSE_ERROR = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;

    public RpcError {
        if (message.isBlank()) {
            throw new IllegalArgumentException("an error needs a message; code " + code + " came without one");
        }
    }

    public RpcError(int code, String message) {
        this(code, message, Json.object());
    }

    public static RpcError parseError(String message) {
        return new RpcError(PARSE_ERROR, message);
    }

    public static RpcError invalidRequest(String message) {
        return new RpcError(INVALID_REQUEST, message);
    }

    public static RpcError invalidParams(String message) {
        return new RpcError(INVALID_PARAMS, message);
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("code", code);
        json.put("message", message);
        return data.isEmpty() ? json : json.set("data", data);
    }
}
