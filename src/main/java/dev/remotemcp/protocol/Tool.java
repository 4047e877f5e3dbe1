package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A tool: its description for the model and the function behind it. Made in one expression:
 *
 * <pre>{@code
 * Tool.named("add")
 *         .title("Add")
 *         .description("Adds two numbers.")
 *         .annotations(ToolAnnotations.readOnly())
 *         .parameters(A, B)
 *         .handler((arguments, context) -> ToolResult.text("" + (arguments.get(A) + arguments.get(B))));
 * }</pre>
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/tools">Tools</a>
 */
public final class Tool {

    private final String name;
    private final List<Parameter<?>> parameters;
    private final Optional<JsonSchema> outputSchema;
    private final Optional<String> widget;
    private final ToolHandler handler;
    private final ObjectNode description;

    private Tool(Builder builder, ToolHandler handler) {
        this.name = builder.name;
        this.parameters = builder.parameters;
        this.outputSchema = builder.outputSchema;
        this.widget = builder.widget;
        this.handler = handler;
        this.description = builder.toJson();
    }

    /** @param name 1 to 64 characters of {@code A-Z a-z 0-9 _ -} */
    public static Builder named(String name) {
        Names.requireToolName(name);
        return new Builder(name);
    }

    public String name() {
        return name;
    }

    /** The schema that {@link ToolResult#structured} of this tool keeps, if it has one. */
    public Optional<JsonSchema> outputSchema() {
        return outputSchema;
    }

    List<Parameter<?>> parameters() {
        return parameters;
    }

    /** The URI of the resource that shows the results. */
    Optional<String> widget() {
        return widget;
    }

    ToolHandler handler() {
        return handler;
    }

    ObjectNode toJson(Revision revision) {
        ObjectNode json = description.deepCopy();
        if (revision.era() == Revision.Era.LEGACY && !json.path("outputSchema").path("type").asText().equals("object")) {
            json.remove("outputSchema");
        }
        return json;
    }

    /** Collects what a tool is, until {@link #handler} completes it. */
    public static final class Builder {

        private static final List<String> GIVEN_BY_PARAMETERS = List.of("type", "properties", "required");

        private final String name;
        private String title;
        private String description = "";
        private ToolAnnotations annotations = ToolAnnotations.destructive().openWorld();
        private List<Parameter<?>> parameters = List.of();
        private final ObjectNode inputKeywords = Json.object();
        private Optional<JsonSchema> outputSchema = Optional.empty();
        private Optional<String> widget = Optional.empty();
        private List<Icon> icons = List.of();

        private Builder(String name) {
            this.name = name;
            this.title = name;
        }

        /** The name that people see; the tool's name by default. */
        public Builder title(String title) {
            this.title = title;
            return this;
        }

        /** What the tool does, for the model that decides whether to call it. Must not stay blank. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** By default the worst is assumed: that it destroys and talks to the world. */
        public Builder annotations(ToolAnnotations annotations) {
            this.annotations = annotations;
            return this;
        }

        public Builder icons(Icon... icons) {
            this.icons = List.of(icons);
            return this;
        }

        public Builder parameters(Parameter<?>... parameters) {
            this.parameters = List.of(parameters);
            return this;
        }

        /**
         * One more keyword of the input schema, for what no single parameter can say: {@code anyOf}, {@code if},
         * {@code $defs}. The model reads it; the handler is the one to check it.
         *
         * @throws IllegalArgumentException for a keyword that the parameters give already
         */
        public Builder inputKeyword(String keyword, JsonNode value) {
            if (GIVEN_BY_PARAMETERS.contains(keyword)) {
                throw new IllegalArgumentException("the parameters of tool '" + name + "' give the keyword '" + keyword
                        + "' of its input schema");
            }
            inputKeywords.set(keyword, value);
            return this;
        }

        /** What {@link ToolResult#structured} of this tool always conforms to. Older clients see object schemas only. */
        public Builder outputSchema(JsonSchema schema) {
            this.outputSchema = Optional.of(schema);
            return this;
        }

        /**
         * The {@code ui://} resource that shows this tool's results (MCP Apps, specification 2026-01-26). The server must
         * have it among its resources.
         */
        public Builder widget(String resourceUri) {
            if (!resourceUri.startsWith("ui://")) {
                throw new IllegalArgumentException("a widget's URI starts with ui://, but this one is '" + resourceUri + "'");
            }
            this.widget = Optional.of(resourceUri);
            return this;
        }

        /** The tool with this function behind it. */
        public Tool handler(ToolHandler handler) {
            Names.requireText("description of tool '" + name + "'", description);
            Names.requireUnique("mirrored parameters of tool '" + name + "'",
                    parameters.stream().flatMap(parameter -> parameter.mirror().stream()).toList(),
                    header -> header.toLowerCase(Locale.ROOT));
            return new Tool(this, handler);
        }

        private ObjectNode toJson() {
            ObjectNode json = Json.object().put("name", name).put("title", title).put("description", description);
            ObjectNode inputSchema = JsonSchema.object(
                    parameters.stream().<JsonSchema.Property>map(Parameter::property).toList()).toJson();
            json.set("inputSchema", inputSchema.setAll(inputKeywords.deepCopy()));
            outputSchema.ifPresent(schema -> json.set("outputSchema", schema.toJson()));
            json.set("annotations", annotations.toJson());
            Icon.write(icons, json);
            widget.ifPresent(uri -> json.putObject("_meta").putObject("ui").put("resourceUri", uri));
            return json;
        }
    }
}
