package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods {@code prompts/*}. */
final class PromptCatalog {

    private final Pages pages;
    private volatile Map<String, Prompt> prompts;

    PromptCatalog(List<Prompt> prompts, Pages pages) {
        this.pages = pages;
        this.prompts = Names.index("prompts", prompts, Prompt::name);
    }

    void replace(List<Prompt> replacement) {
        prompts = Names.index("prompts", replacement, Prompt::name);
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

    Outcome get(Call call, Context context) throws Exception {
        Optional<String> name = call.text("name");
        if (name.isEmpty()) {
            return call.notText("name");
        }
        Optional<Prompt> prompt = find(name.get());
        if (prompt.isEmpty()) {
            return Outcome.invalidParams("Unknown prompt: " + Text.shortened(name.get()));
        }
        Optional<ObjectNode> arguments = call.arguments();
        return arguments.isPresent() ? get(prompt.get(), arguments.get(), context) : call.notArguments();
    }

    private static Outcome get(Prompt prompt, ObjectNode json, Context context) throws Exception {
        Map<PromptArgument, String> values = new IdentityHashMap<>();
        for (PromptArgument argument : prompt.arguments()) {
            JsonNode value = json.path(argument.name());
            if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
                return Outcome.invalidParams("argument '" + argument.name() + "' must be a string, but is "
                        + Json.typeOf(value));
            }
            // A field that a user left blank in a form was not filled in.
            if (!value.asText("").isBlank()) {
                values.put(argument, value.textValue());
            } else if (argument.isRequired()) {
                return Outcome.invalidParams("prompt '" + prompt.name() + "' needs the argument '" + argument.name()
                        + "': " + argument.description());
            }
        }
        ObjectNode body = Json.object().put("description", prompt.description());
        body.putArray("messages").addAll(prompt.writer().write(new PromptArguments(values), context).stream()
                .map(PromptMessage::toJson)
                .toList());
        return new Outcome.Complete(body);
    }
}
