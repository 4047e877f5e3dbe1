package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;

/** Notifications from the server. */
final class Notifications {

    private Notifications() {
    }

    static ObjectNode of(String method, ObjectNode params) {
        return Json.object().put("jsonrpc", "2.0").put("method", method).set("params", params);
    }
}
