package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The arguments of one call, read and checked. */
public final class Arguments {

    /** What became of a call's arguments. */
    sealed interface Reading {

        record Complete(Arguments arguments) implements Reading {
        }

        /** All that is wrong with them, for the model. */
        record Refused(String problems) implements Reading {
        }
    }

    private final Map<Parameter<?>, Object> values;

    private Arguments(Map<Parameter<?>, Object> values) {
        this.values = values;
    }

    /**
     * The argument for a parameter.
     *
     * @throws IllegalArgumentException for a parameter that the tool did not declare
     */
    public <T> T get(Parameter<T> parameter) {
        return Optional.ofNullable(values.get(parameter))
                .map(Arguments::<T>unchecked)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the tool does not declare the parameter '" + parameter.name() + "'"));
    }

    /** Reads all parameters and gathers all problems, so that the model can correct its call in one go. */
    static Reading read(List<Parameter<?>> parameters, ObjectNode json) {
        Map<Parameter<?>, Object> values = new IdentityHashMap<>();
        List<String> problems = new ArrayList<>();
        for (Parameter<?> parameter : parameters) {
            try {
                values.put(parameter, parameter.read(json.path(parameter.name())));
            } catch (InvalidArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        if (problems.isEmpty()) {
            return new Reading.Complete(new Arguments(values));
        }
        if (parameters.stream().anyMatch(parameter -> parameter.isRequired() && !json.has(parameter.name()))) {
            unknown(parameters, json).ifPresent(problems::add);
        }
        return new Reading.Refused(String.join("\n", problems));
    }

    /** Names that no parameter has: harmless by themselves, but likely a misspelling of the one that is missing. */
    private static Optional<String> unknown(List<Parameter<?>> parameters, ObjectNode json) {
        List<String> known = parameters.stream().<String>map(Parameter::name).toList();
        String unknown = json.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .limit(5)
                .map(name -> "'" + Text.shortened(name) + "'")
                .collect(Collectors.joining(", "));
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("Not a parameter of this tool: " + unknown + ". Its parameters are: "
                        + String.join(", ", known) + ".");
    }

    @SuppressWarnings("unchecked") // A value is only ever stored under the parameter that read it.
    private static <T> T unchecked(Object value) {
        return (T) value;
    }
}
