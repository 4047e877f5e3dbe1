package dev.remotemcp.snippets;

import static dev.remotemcp.protocol.JsonSchema.integer;
import static dev.remotemcp.protocol.JsonSchema.optional;
import static dev.remotemcp.protocol.JsonSchema.required;
import static dev.remotemcp.protocol.JsonSchema.string;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.JsonSchema;
import dev.remotemcp.protocol.Parameter;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolException;
import dev.remotemcp.protocol.ToolResult;
import java.util.Optional;

/** The tool {@code list_snippets}. */
public final class ListSnippetsTool {

    private static final Parameter<Optional<String>> PREFIX =
            Parameter.string("prefix", "Lists only names that start with this text").optional();
    private static final Parameter<Optional<String>> CURSOR =
            Parameter.string("cursor", "The nextCursor of the page before, to go on from there").optional();
    private static final Parameter<Integer> LIMIT =
            Parameter.integer("limit", "How many snippets to list at most", 1, 1000).orElse(100);

    private static final JsonSchema OUTPUT = JsonSchema.object(
            required("snippets", JsonSchema.array("The snippets, ordered by name", JsonSchema.object(
                    required("name", string("The name to get or delete it by")),
                    required("size", integer("Bytes")),
                    required("lastModified", string("When it was saved").with("format", "date-time"))))),
            optional("nextCursor", string("There are more: call again with this cursor")));

    private ListSnippetsTool() {
    }

    public static Tool create(SnippetStore store) {
        return Tool.named("list_snippets")
                .title("List snippets")
                .description("List the names of the saved snippets, in pages.")
                .annotations(ToolAnnotations.readOnly())
                .parameters(PREFIX, CURSOR, LIMIT)
                .outputSchema(OUTPUT)
                .handler((arguments, context) -> {
                    try {
                        return result(store.list(arguments.get(PREFIX).orElse(""),
                                arguments.get(CURSOR).orElse(""), arguments.get(LIMIT)));
                    } catch (InvalidCursorException e) {
                        throw new ToolException(e.getMessage());
                    }
                });
    }

    private static ToolResult result(SnippetPage page) {
        ObjectNode json = Json.object();
        ArrayNode snippets = json.putArray("snippets");
        for (SnippetPage.Entry entry : page.entries()) {
            snippets.addObject()
                    .put("name", entry.name().value())
                    .put("size", entry.size())
                    .put("lastModified", entry.lastModified().toString());
        }
        page.nextCursor().ifPresent(cursor -> json.put("nextCursor", cursor));
        return ToolResult.structured(json);
    }
}
