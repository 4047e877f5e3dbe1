package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods {@code prompts/*}. */
final class PromptCatalog {

    private final Map<String, Prompt> prompts = new LinkedHashMap<>();
    private final Pages pages;

    PromptCatalog(List<Prompt> prompts, Pages pages) {
        Names.requireUnique("prompts", prompts, Prompt::name);
        prompts.forEach(prompt -> this.prompts.put(prompt.name(), prompt));
        this.pages = pages;
    }

    boolean isEmpty() {
        return prompts.isEmpty();
    }

    Optional<Prompt> find(String name) {
        return Optional.ofNullable(prompts.get(name));
    }

    List<Prompt> all() {
        return List.copyOf(prompts.values());
    }

    Outcome list(Call call) {
        return pages.list(call, "prompts", all(), Prompt::name, Prompt::toJson);
    }

    Outcome get(Call call) throws Exception {
        Optional<String> name = call.text("name");
        if (name.isEmpty()) {
            return call.notText("name");
        }
        Optional<Prompt> prompt = find(name.get());
        if (prompt.isEmpty()) {
            return Outcome.invalidParams("Unknown prompt: " + Text.shortened(name.get()));
        }
        JsonNode arguments = call.params().path("arguments");
        return switch (arguments.isMissingNode() || arguments.isNull() ? Json.object() : arguments) {
            case ObjectNode named -> get(prompt.get(), named, call);
            case JsonNode other -> Outcome.invalidParams("'arguments' must be an object, but is " + Json.typeOf(other));
        };
    }

    private static Outcome get(Prompt prompt, ObjectNode json, Call call) throws Exception {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> argument : json.properties()) {
            if (!argument.getValue().isTextual()) {
                return Outcome.invalidParams("argument '" + Text.shortened(argument.getKey())
                        + "' must be a string, but is " + Json.typeOf(argument.getValue()));
            }
            if (!argument.getValue().textValue().isBlank()) {
                values.put(argument.getKey(), argument.getValue().textValue());
            }
        }
        for (PromptArgument argument : prompt.arguments()) {
            if (argument.isRequired() && !values.containsKey(argument.name())) {
                return Outcome.invalidParams("prompt '" + prompt.name() + "' needs the argument '" + argument.name()
                        + "': " + argument.description());
            }
        }
        ObjectNode body = Json.object().put("description", prompt.description());
        body.putArray("messages").addAll(prompt.writer().write(values, call.context()).stream()
                .map(PromptMessage::toJson)
                .toList());
        return new Outcome.Complete(body);
    }
}
