package dev.remotemcp.http;

import dev.remotemcp.protocol.jsonrpc.Json;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import io.helidon.http.Status;

/** Why a request does not reach the protocol. It is sent as a JSON-RPC error without an id. */
record Rejection(Status status, String message) {

    static Rejection tooLarge() {
        return new Rejection(Status.REQUEST_ENTITY_TOO_LARGE_413, "The body is larger than this server accepts");
    }

    byte[] body() {
        return Json.bytes(Json.object().put("jsonrpc", "2.0").set("error", RpcError.invalidRequest(message).toJson()));
    }
}
