package dev.remotemcp.conformance;

import dev.remotemcp.protocol.Implementation;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.protocol.Prompt;
import dev.remotemcp.protocol.PromptMessage;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** All fixtures in one server, among them two tools that change what it offers. */
final class Fixtures {

    private static final Tool COMING_AND_GOING_TOOL = Tool.named("test_coming_and_going")
            .description("Is there after every other call of test_trigger_tool_change.")
            .handler((arguments, context) -> ToolResult.text("I am here."));

    private static final Prompt COMING_AND_GOING_PROMPT = Prompt.named("test_coming_and_going")
            .description("Is there after every other call of test_trigger_prompt_change.")
            .writer((arguments, context) -> List.of(PromptMessage.user("I am here.")));

    private final List<Tool> tools =
            Stream.of(ContentTools.all(), TalkingTools.all(), QuestionTools.all(), List.of(toolTrigger(), promptTrigger()))
                    .flatMap(List::stream)
                    .toList();
    private final List<Prompt> prompts = Prompts.all();
    private final AtomicBoolean hasMoreTools = new AtomicBoolean();
    private final AtomicBoolean hasMorePrompts = new AtomicBoolean();

    private final McpServer server = McpServer.builder(new Implementation("conformance", "Conformance fixtures", "1.0"))
            // Several of these may stand behind one load balancer.
            .stateSecret("conformance".getBytes(StandardCharsets.UTF_8))
            .logging()
            .changingLists()
            .tools(tools)
            .resources(Resources.all())
            .resourceTemplates(Resources.templates())
            .prompts(prompts)
            .build();

    McpServer server() {
        return server;
    }

    private Tool toolTrigger() {
        return Tool.named("test_trigger_tool_change")
                .description("Adds a tool, or takes it away again.")
                .handler((arguments, context) -> {
                    server().replaceTools(changed(tools, COMING_AND_GOING_TOOL, hasMoreTools));
                    return ToolResult.text("The list of tools has changed.");
                });
    }

    private Tool promptTrigger() {
        return Tool.named("test_trigger_prompt_change")
                .description("Adds a prompt, or takes it away again.")
                .handler((arguments, context) -> {
                    server().replacePrompts(changed(prompts, COMING_AND_GOING_PROMPT, hasMorePrompts));
                    return ToolResult.text("The list of prompts has changed.");
                });
    }

    private static synchronized <T> List<T> changed(List<T> lasting, T further, AtomicBoolean hasMore) {
        hasMore.set(!hasMore.get());
        return hasMore.get() ? Stream.concat(lasting.stream(), Stream.of(further)).toList() : lasting;
    }
}
