package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;

/**
 * What a client may expect of a tool, for instance to ask the user before it changes something. All four hints are
 * always sent: the protocol's defaults (destructive, open world) are the worst case.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/schema#toolannotations">ToolAnnotations</a>
 */
public record ToolAnnotations(
        boolean isReadOnly, boolean isDestructive, boolean isIdempotent, boolean isOpenWorld) {

    /** The tool changes nothing and stays within this server. */
    public static ToolAnnotations readOnly() {
        return new ToolAnnotations(true, false, true, false);
    }

    /** The tool adds something and takes nothing away. */
    public static ToolAnnotations additive() {
        return new ToolAnnotations(false, false, false, false);
    }

    /** The tool may replace or remove something. */
    public static ToolAnnotations destructive() {
        return new ToolAnnotations(false, true, false, false);
    }

    /** Calling it twice with the same arguments has no further effect. */
    public ToolAnnotations idempotent() {
        return new ToolAnnotations(isReadOnly, isDestructive, true, isOpenWorld);
    }

    /** It talks to something outside, such as a service on the Internet. */
    public ToolAnnotations openWorld() {
        return new ToolAnnotations(isReadOnly, isDestructive, isIdempotent, true);
    }

    ObjectNode toJson() {
        return Json.object()
                .put("readOnlyHint", isReadOnly)
                .put("destructiveHint", isDestructive)
                .put("idempotentHint", isIdempotent)
                .put("openWorldHint", isOpenWorld);
    }
}
