package dev.remotemcp.http;

import dev.remotemcp.json.Json;
import dev.remotemcp.json.Utf8Text;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import io.helidon.http.Status;

/** Why a request does not reach the protocol. It is sent as a JSON-RPC error without an id. */
record Rejection(Status status, String message) {

    Utf8Text body() {
        return Json.utf8(Json.object().put("jsonrpc", "2.0").set("error", error().toJson()));
    }

    private RpcError error() {
        return status.family() == Status.Family.SERVER_ERROR
                ? new RpcError(RpcError.INTERNAL_ERROR, message)
                : RpcError.invalidRequest(message);
    }
}
