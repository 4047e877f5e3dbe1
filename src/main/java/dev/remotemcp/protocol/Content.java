package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.json.Utf8Text;
import java.util.Base64;

/**
 * A piece of a tool's result or of a prompt.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/tools#tool-result">Tool result</a>
 */
public sealed interface Content {

    record Text(String text) implements Content {
    }

    /** Text, a long one perhaps, of which no String is made. */
    record Utf8(Utf8Text text) implements Content {
    }

    record Image(byte[] data, String mimeType) implements Content {
    }

    record Audio(byte[] data, String mimeType) implements Content {
    }

    /** A resource as it is now, sent along. */
    record Embedded(ResourceContent resource) implements Content {
    }

    /** A resource that the client may read. */
    record Link(String uri, String name, String mimeType) implements Content {
    }

    static Content text(String text) {
        return new Text(text);
    }

    static Content text(Utf8Text text) {
        return new Utf8(text);
    }

    default ObjectNode toJson() {
        ObjectNode json = Json.object();
        return switch (this) {
            case Text(var text) -> json.put("type", "text").put("text", text);
            case Utf8(var text) -> json.put("type", "text").set("text", text.toJson());
            case Image(var data, var mimeType) -> media(json.put("type", "image"), data, mimeType);
            case Audio(var data, var mimeType) -> media(json.put("type", "audio"), data, mimeType);
            case Embedded(var resource) -> json.put("type", "resource").set("resource", resource.toJson());
            case Link(var uri, var name, var mimeType) ->
                    json.put("type", "resource_link").put("uri", uri).put("name", name).put("mimeType", mimeType);
        };
    }

    private static ObjectNode media(ObjectNode json, byte[] data, String mimeType) {
        return json.put("data", Base64.getEncoder().encodeToString(data)).put("mimeType", mimeType);
    }
}
