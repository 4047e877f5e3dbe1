package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.jsonrpc.RpcError;

/**
 * The errors that MCP adds to JSON-RPC's.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic#error-codes">Error codes</a>
 */
final class ErrorCodes {

    /** Resource not found, up to 2025-11-25. */
    static final int LEGACY_RESOURCE_NOT_FOUND = -32002;

    static final int HEADER_MISMATCH = -32020;
    static final int MISSING_CLIENT_CAPABILITY = -32021;
    static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    private ErrorCodes() {
    }

    static RpcError headerMismatch(String problem) {
        return new RpcError(HEADER_MISMATCH, "Header mismatch: " + problem);
    }

    /** @param capabilities in the form of a client's capabilities */
    static RpcError missingCapability(ObjectNode capabilities) {
        ObjectNode data = Json.object();
        data.set("requiredCapabilities", capabilities);
        return new RpcError(MISSING_CLIENT_CAPABILITY,
                "This call needs a client with the capability " + Json.text(capabilities), data);
    }

    static RpcError unsupportedVersion(String requested) {
        ObjectNode data = Json.object();
        Revision.ids().forEach(data.putArray("supported")::add);
        data.put("requested", requested);
        return new RpcError(UNSUPPORTED_PROTOCOL_VERSION,
                "Unsupported protocol version '" + Text.shortened(requested) + "'", data);
    }

    static RpcError resourceNotFound(Revision revision, String uri) {
        int code = switch (revision.era()) {
            case LEGACY -> LEGACY_RESOURCE_NOT_FOUND;
            case MODERN -> RpcError.INVALID_PARAMS;
        };
        return new RpcError(code, "Resource not found: " + Text.shortened(uri), Json.object().put("uri", Text.shortened(uri)));
    }
}
