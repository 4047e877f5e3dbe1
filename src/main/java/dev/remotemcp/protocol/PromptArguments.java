package dev.remotemcp.protocol;

import java.util.Map;
import java.util.Optional;

/** The arguments of one use of a prompt. All required ones are there, and none is blank. */
public final class PromptArguments {

    private final Map<PromptArgument, String> values;

    PromptArguments(Map<PromptArgument, String> values) {
        this.values = values;
    }

    /** The value of a required argument. */
    public String get(PromptArgument argument) {
        return find(argument).orElseThrow(() -> new IllegalArgumentException(
                "the prompt does not require the argument '" + argument.name() + "'"));
    }

    /** The value of an argument that may have been left out. */
    public Optional<String> find(PromptArgument argument) {
        return Optional.ofNullable(values.get(argument));
    }
}
