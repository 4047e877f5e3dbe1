package dev.remotemcp.snippets;

import static dev.remotemcp.snippets.SnippetNameParameter.NAME;

import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolResult;

/** The tool {@code delete_snippet}. */
public final class DeleteSnippetTool {

    private DeleteSnippetTool() {
    }

    public static Tool create(SnippetStore store) {
        return Tool.named("delete_snippet")
                .title("Delete snippet")
                .description("Delete a snippet by name. It cannot be brought back.")
                .annotations(ToolAnnotations.destructive().idempotent())
                .parameters(NAME)
                .handler((arguments, context) -> {
                    SnippetName name = arguments.get(NAME);
                    return store.delete(name)
                            ? ToolResult.text("Snippet '" + name + "' deleted successfully")
                            : ToolResult.error("There is no snippet named '" + name + "'");
                });
    }
}
