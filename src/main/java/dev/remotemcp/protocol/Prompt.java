package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.List;

/**
 * A prompt that a user picks, with arguments that the user fills in.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/prompts">Prompts</a>
 */
public final class Prompt {

    /** Writes the prompt. */
    @FunctionalInterface
    public interface Writer {

        List<PromptMessage> write(PromptArguments arguments, Context context) throws Exception;
    }

    private final String name;
    private final String text;
    private final List<PromptArgument> arguments;
    private final Writer writer;
    private final ObjectNode description;

    private Prompt(Builder builder, Writer writer) {
        this.name = builder.name;
        this.text = builder.description;
        this.arguments = builder.arguments;
        this.writer = writer;
        this.description = builder.toJson();
    }

    public static Builder named(String name) {
        Names.requireText("name of a prompt", name);
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    String description() {
        return text;
    }

    List<PromptArgument> arguments() {
        return arguments;
    }

    Writer writer() {
        return writer;
    }

    ObjectNode toJson() {
        return description.deepCopy();
    }

    /** Collects what a prompt is, until {@link #writer} completes it. */
    public static final class Builder {

        private final String name;
        private String title;
        private String description = "";
        private List<PromptArgument> arguments = List.of();
        private List<Icon> icons = List.of();

        private Builder(String name) {
            this.name = name;
            this.title = name;
        }

        /** The name that people see. */
        public Builder title(String title) {
            this.title = title;
            return this;
        }

        public Builder description(String description) {
            this.description = description;
            return this;
        }

        public Builder icons(Icon... icons) {
            this.icons = List.of(icons);
            return this;
        }

        public Builder arguments(PromptArgument... arguments) {
            this.arguments = List.of(arguments);
            return this;
        }

        /** The prompt with this function behind it. */
        public Prompt writer(Writer writer) {
            Names.requireText("description of prompt '" + name + "'", description);
            Names.requireUnique("arguments of prompt '" + name + "'", arguments, PromptArgument::name);
            return new Prompt(this, writer);
        }

        private ObjectNode toJson() {
            ObjectNode json = Json.object().put("name", name).put("title", title).put("description", description);
            Icon.write(icons, json);
            json.putArray("arguments").addAll(arguments.stream().map(PromptArgument::toJson).toList());
            return json;
        }
    }
}
