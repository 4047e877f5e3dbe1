package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods {@code tools/*}. */
final class ToolCatalog {

    private final Pages pages;
    private volatile Map<String, Tool> tools;

    ToolCatalog(List<Tool> tools, Pages pages) {
        this.pages = pages;
        this.tools = Names.index("tools", tools, Tool::name);
    }

    void replace(List<Tool> replacement) {
        tools = Names.index("tools", replacement, Tool::name);
    }

    boolean isEmpty() {
        return tools.isEmpty();
    }

    Outcome list(Call call) {
        return pages.list(call, "tools", List.copyOf(tools.values()), Tool::name, tool -> tool.toJson(call.revision()));
    }

    Outcome call(Call call, Context context) throws Exception {
        Optional<String> name = call.text("name");
        if (name.isEmpty()) {
            return call.notText("name");
        }
        Optional<Tool> tool = Optional.ofNullable(tools.get(name.get()));
        if (tool.isEmpty()) {
            return Outcome.invalidParams("Unknown tool: " + Text.shortened(name.get()));
        }
        Optional<ObjectNode> arguments = call.arguments();
        return arguments.isPresent() ? call(tool.get(), arguments.get(), call, context) : call.notArguments();
    }

    private static Outcome call(Tool tool, ObjectNode arguments, Call call, Context context) throws Exception {
        Optional<RpcError> mismatch = switch (call.revision().era()) {
            case LEGACY -> Optional.empty();
            case MODERN -> MirroredHeaders.checkArguments(call.exchange(), tool.parameters(), arguments);
        };
        return mismatch.isPresent()
                ? new Outcome.BadRequest(mismatch.get())
                : new Outcome.Complete(run(tool, arguments, context).toJson(call.revision()));
    }

    private static ToolResult run(Tool tool, ObjectNode json, Context context) throws Exception {
        return switch (Arguments.read(tool.parameters(), json)) {
            case Arguments.Reading.Refused(var problems) -> ToolResult.error(problems);
            case Arguments.Reading.Complete(var arguments) -> {
                try {
                    yield tool.handler().call(arguments, context);
                } catch (ToolException e) {
                    Failures.log("tool " + tool.name(), e);
                    yield ToolResult.error(e.getMessage());
                }
            }
        };
    }
}
