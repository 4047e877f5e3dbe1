package dev.remotemcp.snippets;

import static dev.remotemcp.snippets.SnippetNameParameter.NAME;

import dev.remotemcp.json.Utf8Text;
import dev.remotemcp.protocol.Parameter;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolResult;

/** The tool {@code save_snippet}. */
public final class SaveSnippetTool {

    private SaveSnippetTool() {
    }

    /** @param maxBytes the largest snippet in bytes of UTF-8 */
    public static Tool create(SnippetStore store, int maxBytes) {
        Parameter<Utf8Text> snippet = Parameter
                .utf8("snippet", "The content of the snippet, at most " + maxBytes + " bytes of UTF-8")
                .as(content -> checked(content, maxBytes));
        return Tool.named("save_snippet")
                .title("Save snippet")
                .description("Save a snippet with a name to Azure Blob Storage.")
                .annotations(ToolAnnotations.destructive().idempotent())
                .parameters(NAME, snippet)
                .handler((arguments, context) -> {
                    SnippetName name = arguments.get(NAME);
                    store.save(name, arguments.get(snippet).buffers());
                    return ToolResult.text("Snippet '" + name + "' saved successfully");
                });
    }

    private static Utf8Text checked(Utf8Text content, int maxBytes) {
        if (content.isEmpty()) {
            throw new IllegalArgumentException("No snippet content provided");
        }
        if (content.size() > maxBytes) {
            throw new IllegalArgumentException(
                    "The snippet has " + content.size() + " bytes; at most " + maxBytes + " are allowed");
        }
        return content;
    }
}
