package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods {@code tools/*}. */
final class ToolCatalog {

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final Pages pages;

    ToolCatalog(List<Tool> tools, Pages pages) {
        Names.requireUnique("tools", tools, Tool::name);
        tools.forEach(tool -> this.tools.put(tool.name(), tool));
        this.pages = pages;
    }

    boolean isEmpty() {
        return tools.isEmpty();
    }

    Outcome list(Call call) {
        return pages.list(call, "tools", List.copyOf(tools.values()), Tool::name, tool -> tool.toJson(call.revision()));
    }

    Outcome call(Call call) throws Exception {
        Optional<String> name = call.text("name");
        if (name.isEmpty()) {
            return call.notText("name");
        }
        Optional<Tool> tool = Optional.ofNullable(tools.get(name.get()));
        if (tool.isEmpty()) {
            return Outcome.invalidParams("Unknown tool: " + Text.shortened(name.get()));
        }
        JsonNode arguments = call.params().path("arguments");
        return switch (arguments.isMissingNode() || arguments.isNull() ? Json.object() : arguments) {
            case ObjectNode named -> new Outcome.Complete(run(tool.get(), named, call).toJson(call.revision()));
            case JsonNode other -> Outcome.invalidParams("'arguments' must be an object, but is " + Json.typeOf(other));
        };
    }

    private static ToolResult run(Tool tool, ObjectNode json, Call call) throws Exception {
        return switch (Arguments.read(tool.parameters(), json)) {
            case Arguments.Reading.Refused(var problems) -> ToolResult.error(problems);
            case Arguments.Reading.Complete(var arguments) -> {
                try {
                    yield tool.handler().call(arguments, call.context());
                } catch (ToolException e) {
                    Failures.log("tool " + tool.name(), e);
                    yield ToolResult.error(e.getMessage());
                }
            }
        };
    }
}
