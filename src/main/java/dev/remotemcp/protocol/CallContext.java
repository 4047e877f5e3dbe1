package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.Json;

/** The context of one call. Used by its handler alone, so it needs no locks. */
final class CallContext implements Context {

    private final Call call;
    private final JsonNode progressToken;
    private double reported = Double.NEGATIVE_INFINITY;

    CallContext(Call call) {
        this.call = call;
        this.progressToken = call.params().path("_meta").path("progressToken");
    }

    @Override
    public Revision revision() {
        return call.revision();
    }

    @Override
    public void progress(double progress, double total, String message) {
        boolean wanted = progressToken.isTextual() || progressToken.isIntegralNumber();
        if (!wanted || !Double.isFinite(progress) || progress <= reported) {
            return;
        }
        reported = progress;
        ObjectNode params = Json.object();
        params.set("progressToken", progressToken);
        params.put("progress", progress);
        if (total > 0) {
            params.put("total", total);
        }
        params.put("message", message);
        call.channel().send(notification("notifications/progress", params));
    }

    private static ObjectNode notification(String method, ObjectNode params) {
        return Json.object().put("jsonrpc", "2.0").put("method", method).set("params", params);
    }
}
