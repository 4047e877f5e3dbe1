package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.json.Utf8Text;
import java.util.Base64;

/**
 * What a resource holds. The metadata object is empty where there is none.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/resources#resource-contents">Contents</a>
 */
public sealed interface ResourceContent {

    record Text(String uri, String mimeType, String text, ObjectNode meta) implements ResourceContent {
    }

    /** Text, a long one perhaps, of which no String is made. */
    record Utf8(String uri, String mimeType, Utf8Text text, ObjectNode meta) implements ResourceContent {
    }

    record Binary(String uri, String mimeType, byte[] bytes, ObjectNode meta) implements ResourceContent {
    }

    static ResourceContent text(String uri, String mimeType, String text) {
        return new Text(uri, mimeType, text, Json.object());
    }

    static ResourceContent text(String uri, String mimeType, Utf8Text text) {
        return new Utf8(uri, mimeType, text, Json.object());
    }

    static ResourceContent binary(String uri, String mimeType, byte[] bytes) {
        return new Binary(uri, mimeType, bytes, Json.object());
    }

    default ObjectNode toJson() {
        return switch (this) {
            case Text(var uri, var mimeType, var text, var meta) -> json(uri, mimeType, meta).put("text", text);
            case Utf8(var uri, var mimeType, var text, var meta) ->
                    json(uri, mimeType, meta).set("text", text.toJson());
            case Binary(var uri, var mimeType, var bytes, var meta) ->
                    json(uri, mimeType, meta).put("blob", Base64.getEncoder().encodeToString(bytes));
        };
    }

    private static ObjectNode json(String uri, String mimeType, ObjectNode meta) {
        ObjectNode json = Json.object().put("uri", uri).put("mimeType", mimeType);
        return meta.isEmpty() ? json : json.set("_meta", meta);
    }
}
