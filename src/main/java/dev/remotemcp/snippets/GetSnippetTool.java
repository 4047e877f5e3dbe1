package dev.remotemcp.snippets;

import static dev.remotemcp.snippets.SnippetNameParameter.NAME;

import dev.remotemcp.protocol.Content;
import dev.remotemcp.protocol.ResourceContent;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolResult;

/** The tool {@code get_snippet}. */
public final class GetSnippetTool {

    private GetSnippetTool() {
    }

    public static Tool create(SnippetStore store) {
        return Tool.named("get_snippet")
                .title("Get snippet")
                .description("Retrieve a snippet by name from Azure Blob Storage.")
                .annotations(ToolAnnotations.readOnly())
                .parameters(NAME)
                .handler((arguments, context) -> {
                    SnippetName name = arguments.get(NAME);
                    return store.find(name)
                            .map(bytes -> result(SnippetResource.content(SnippetResource.uri(name), bytes)))
                            .orElseGet(() -> ToolResult.error("There is no snippet named '" + name + "'"));
                });
    }

    private static ToolResult result(ResourceContent content) {
        return switch (content) {
            case ResourceContent.Utf8 snippet -> ToolResult.text(snippet.text());
            case ResourceContent.Text snippet -> ToolResult.text(snippet.text());
            // Saved by another program: as text it would not be what was saved.
            case ResourceContent.Binary snippet -> ToolResult.of(new Content.Embedded(snippet));
        };
    }
}
