package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks which folders the client works in.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/client/roots">Roots</a>
 */
public record Roots() implements Question<List<Roots.Root>> {

    /** @param name what people call it; empty where it has no name */
    public record Root(String uri, String name) {
    }

    @Override
    public String method() {
        return "roots/list";
    }

    @Override
    public ObjectNode params(Revision.Era era) {
        return Json.object();
    }

    @Override
    public ObjectNode capability() {
        return Json.object().set("roots", Json.object());
    }

    @Override
    public List<Root> read(ObjectNode result) {
        if (!result.path("roots").isArray()) {
            throw new IllegalArgumentException("'roots' must be an array");
        }
        List<Root> roots = new ArrayList<>();
        for (JsonNode root : result.path("roots")) {
            if (!root.path("uri").isTextual()) {
                throw new IllegalArgumentException("each root must have a 'uri'");
            }
            roots.add(new Root(root.path("uri").textValue(), root.path("name").asText()));
        }
        return List.copyOf(roots);
    }
}
