package dev.remotemcp.snippets;

import static dev.remotemcp.snippets.SnippetNameParameter.NAME;

import dev.remotemcp.protocol.Parameter;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolResult;
import java.nio.charset.StandardCharsets;

/** The tool {@code save_snippet}. */
public final class SaveSnippetTool {

    private SaveSnippetTool() {
    }

    /** @param maxBytes the largest snippet in bytes of UTF-8 */
    public static Tool create(SnippetStore store, int maxBytes) {
        Parameter<byte[]> snippet = Parameter
                .string("snippet", "The content of the snippet, at most " + maxBytes + " bytes of UTF-8")
                .as(content -> bytes(content, maxBytes));
        return Tool.named("save_snippet")
                .title("Save snippet")
                .description("Save a snippet with a name to Azure Blob Storage.")
                .annotations(ToolAnnotations.destructive().idempotent())
                .parameters(NAME, snippet)
                .handler((arguments, context) -> {
                    SnippetName name = arguments.get(NAME);
                    store.save(name, arguments.get(snippet));
                    return ToolResult.text("Snippet '" + name + "' saved successfully");
                });
    }

    private static byte[] bytes(String content, int maxBytes) {
        if (content.isEmpty()) {
            throw new IllegalArgumentException("No snippet content provided");
        }
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > maxBytes) {
            throw new IllegalArgumentException(
                    "The snippet has " + bytes.length + " bytes; at most " + maxBytes + " are allowed");
        }
        return bytes;
    }
}
