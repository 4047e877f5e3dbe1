package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.List;

/** An argument of a prompt; its value is always text. */
public record PromptArgument(String name, String description, boolean isRequired, Completer completer) {

    public PromptArgument {
        Names.requireText("name of a prompt's argument", name);
    }

    public static PromptArgument required(String name, String description) {
        return new PromptArgument(name, description, true, Completer.NONE);
    }

    public static PromptArgument optional(String name, String description) {
        return new PromptArgument(name, description, false, Completer.NONE);
    }

    /** The same argument with suggestions while the user types. */
    public PromptArgument completedBy(Completer completer) {
        return new PromptArgument(name, description, isRequired, completer);
    }

    /** The same argument with these words as suggestions. */
    public PromptArgument suggesting(List<String> words) {
        return completedBy(request ->
                words.stream().filter(word -> word.startsWith(request.value())).toList());
    }

    ObjectNode toJson() {
        return Json.object().put("name", name).put("description", description).put("required", isRequired);
    }
}
