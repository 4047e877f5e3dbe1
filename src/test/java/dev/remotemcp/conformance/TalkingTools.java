package dev.remotemcp.conformance;

import dev.remotemcp.protocol.LogLevel;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolResult;
import java.time.Duration;
import java.util.List;

/** Tools that report progress or log while they work. */
final class TalkingTools {

    private static final Duration STEP = Duration.ofMillis(50);

    private TalkingTools() {
    }

    static List<Tool> all() {
        return List.of(logging("test_tool_with_logging"), logging("test_logging_tool"), progressing());
    }

    private static Tool logging(String name) {
        return Tool.named(name)
                .description("Logs what it does.")
                .annotations(ToolAnnotations.readOnly())
                .handler((arguments, context) -> {
                    context.log(LogLevel.INFO, "Tool execution started");
                    Thread.sleep(STEP);
                    context.log(LogLevel.INFO, "Tool processing data");
                    Thread.sleep(STEP);
                    context.log(LogLevel.INFO, "Tool execution completed");
                    return ToolResult.text("Done, and logged.");
                });
    }

    private static Tool progressing() {
        return Tool.named("test_tool_with_progress")
                .description("Reports how far it is.")
                .annotations(ToolAnnotations.readOnly())
                .handler((arguments, context) -> {
                    context.progress(0, 100, "Started");
                    Thread.sleep(STEP);
                    context.progress(50, 100, "Half way");
                    Thread.sleep(STEP);
                    context.progress(100, 100, "Finished");
                    return ToolResult.text("Done, and reported.");
                });
    }
}
