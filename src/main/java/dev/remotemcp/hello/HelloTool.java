package dev.remotemcp.hello;

import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolResult;

/** The smallest tool there is: a good one to copy. */
public final class HelloTool {

    private HelloTool() {
    }

    public static Tool create() {
        return Tool.named("hello_mcp")
                .title("Say hello")
                .description("Hello world.")
                .annotations(ToolAnnotations.readOnly())
                .handler((arguments, context) -> ToolResult.text("Hello I am MCPTool!"));
    }
}
