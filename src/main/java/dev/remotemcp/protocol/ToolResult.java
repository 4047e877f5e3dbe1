package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.json.Utf8Text;
import java.util.List;

/**
 * What a tool answers.
 *
 * @param structured what fits the tool's output schema, or a missing node
 * @param isError    whether the model should correct its call or do without
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/tools#tool-result">Tool result</a>
 */
public record ToolResult(List<Content> content, JsonNode structured, boolean isError) {

    public ToolResult {
        content = List.copyOf(content);
    }

    public static ToolResult text(String text) {
        return of(Content.text(text));
    }

    /** A text that is at hand as UTF-8 already. */
    public static ToolResult text(Utf8Text text) {
        return of(Content.text(text));
    }

    public static ToolResult of(Content... content) {
        return new ToolResult(List.of(content), MissingNode.getInstance(), false);
    }

    /** Structured content, and the same JSON as text for clients and models that look at nothing else. */
    public static ToolResult structured(JsonNode json) {
        return new ToolResult(List.of(Content.text(Json.text(json))), json, false);
    }

    public static ToolResult error(String message) {
        return text(message).asError();
    }

    /** The same answer, marked as a failure. */
    public ToolResult asError() {
        return new ToolResult(content, structured, true);
    }

    ObjectNode toJson(Revision revision) {
        ObjectNode json = Json.object();
        json.putArray("content").addAll(content.stream().map(Content::toJson).toList());
        boolean fits = switch (revision.era()) {
            case LEGACY -> structured.isObject();
            case MODERN -> !structured.isMissingNode();
        };
        if (fits) {
            json.set("structuredContent", structured);
        }
        return json.put("isError", isError);
    }
}
