package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.json.Utf8Text;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A parameter of a tool, declared once: it gives both the schema that the model sees and the reading of the argument.
 * Required unless {@link #optional()} or {@link #orElse} says otherwise; {@code null} counts as absent.
 *
 * @param <T> what the tool gets
 */
public final class Parameter<T> {

    /** Turns the JSON of an argument into what the tool gets. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(JsonNode value) throws InvalidArgumentException;
    }

    private static final String MIRROR_KEYWORD = "x-mcp-header";
    private static final List<String> MIRRORED_TYPES = List.of("string", "integer", "boolean");

    private final String name;
    private final JsonSchema schema;
    private final Reader<T> reader;
    private final Optional<Supplier<T>> absent;

    private Parameter(String name, JsonSchema schema, Reader<T> reader, Optional<Supplier<T>> absent) {
        Names.requireText("name of a parameter", name);
        this.name = name;
        this.schema = schema;
        this.reader = reader;
        this.absent = absent;
    }

    /** Text. Half of a surrogate pair is refused: nothing that writes UTF-8 can keep it. */
    public static Parameter<String> string(String name, String description) {
        return of(name, JsonSchema.string(description), value -> text(name, value).textValue());
    }

    /** Text as {@link #string} takes it, for a tool that passes it on: a long one does not become a String. */
    public static Parameter<Utf8Text> utf8(String name, String description) {
        return of(name, JsonSchema.string(description), value -> Utf8Text.of(text(name, value)));
    }

    /**
     * A whole number from {@code min} to {@code max}, both included.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Parameter<Integer> integer(String name, String description, int min, int max) {
        if (min > max) {
            throw new IllegalArgumentException(
                    "parameter '" + name + "' takes no number: its smallest, " + min + ", is above its largest, " + max);
        }
        JsonSchema schema = JsonSchema.integer(description)
                .with("minimum", IntNode.valueOf(min))
                .with("maximum", IntNode.valueOf(max));
        return of(name, schema, value -> {
            double number = typed(name, "an integer", value, value.isNumber()).doubleValue();
            if (number != Math.rint(number) || number < min || number > max) {
                throw new InvalidArgumentException("Parameter '" + name + "' must be a whole number from " + min + " to "
                        + max + ", but is " + Text.shortened(value.asText()) + ".");
            }
            return (int) number;
        });
    }

    /** Any finite number. */
    public static Parameter<Double> number(String name, String description) {
        return of(name, JsonSchema.number(description), value -> {
            double number = typed(name, "a number", value, value.isNumber()).doubleValue();
            if (!Double.isFinite(number)) {
                throw new InvalidArgumentException("Parameter '" + name + "' is too large for a number.");
            }
            return number;
        });
    }

    public static Parameter<Boolean> bool(String name, String description) {
        return of(name, JsonSchema.bool(description),
                value -> typed(name, "true or false", value, value.isBoolean()).booleanValue());
    }

    /**
     * One of a few words.
     *
     * @throws IllegalArgumentException for no words at all, or the same one twice
     */
    public static Parameter<String> choice(String name, String description, List<String> choices) {
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("parameter '" + name + "' has nothing to choose from");
        }
        Names.requireUnique("choices of parameter '" + name + "'", choices, choice -> choice);
        JsonSchema schema = JsonSchema.string(description).with("enum", strings(choices));
        return of(name, schema, value -> {
            String choice = typed(name, "a string", value, value.isTextual()).textValue();
            if (!choices.contains(choice)) {
                throw new InvalidArgumentException("Parameter '" + name + "' must be one of "
                        + String.join(", ", choices) + ", but is '" + Text.shortened(choice) + "'.");
            }
            return choice;
        });
    }

    /** A list of texts. */
    public static Parameter<List<String>> strings(String name, String description) {
        JsonSchema items = new JsonSchema(Json.object().put("type", "string"));
        return of(name, JsonSchema.array(description, items), value -> {
            typed(name, "an array of strings", value, value.isArray());
            List<String> texts = new ArrayList<>();
            for (JsonNode item : value) {
                texts.add(text(name + "[" + texts.size() + "]", item).textValue());
            }
            return List.copyOf(texts);
        });
    }

    /** Any JSON, described by a schema of the author's own; the tool reads it itself. */
    public static Parameter<JsonNode> json(String name, JsonSchema schema) {
        return of(name, schema, value -> value);
    }

    /**
     * The same parameter, read further.
     *
     * @param parse may throw {@link IllegalArgumentException}, whose message is all that the model reads, so it must name
     *              what to correct; of other known failures to parse ({@link NumberFormatException},
     *              {@link DateTimeException}) the model reads the message behind the name of the parameter
     */
    public <R> Parameter<R> as(Function<? super T, ? extends R> parse) {
        return new Parameter<>(name, schema, value -> {
            T read = reader.read(value);
            try {
                return Objects.requireNonNull(parse.apply(read), "a parameter was read as null");
            } catch (NumberFormatException | DateTimeException e) {
                throw unusable(name, e);
            } catch (IllegalArgumentException e) {
                throw e.getMessage() == null ? unusable(name, e) : new InvalidArgumentException(e.getMessage());
            }
        }, absent.map(supplier -> defaultOf(parse.apply(supplier.get()))));
    }

    private static InvalidArgumentException unusable(String name, RuntimeException reason) {
        return new InvalidArgumentException("Parameter '" + name + "' has an unusable value"
                + (reason.getMessage() == null ? "." : ": " + Text.shortened(reason.getMessage())));
    }

    private static <R> Supplier<R> defaultOf(R value) {
        return () -> value;
    }

    /** The same parameter, empty where the call leaves it out. */
    public Parameter<Optional<T>> optional() {
        return new Parameter<>(name, schema, value -> Optional.of(reader.read(value)), Optional.of(Optional::empty));
    }

    /**
     * The same parameter with a value for calls that leave it out. Simple values stand in the schema as the default; put
     * it before {@link #as}.
     *
     * @throws IllegalArgumentException for a value that the parameter itself would refuse
     */
    public Parameter<T> orElse(T value) {
        Optional<JsonNode> json = switch (value) {
            case String text -> Optional.of(TextNode.valueOf(text));
            case Utf8Text text -> Optional.of(TextNode.valueOf(text.toString()));
            case Integer number -> Optional.of(IntNode.valueOf(number));
            case Double number -> Optional.of(DoubleNode.valueOf(number));
            case Boolean flag -> Optional.of(BooleanNode.valueOf(flag));
            default -> Optional.empty();
        };
        json.ifPresent(this::requireReadable);
        JsonSchema withDefault = json.map(node -> schema.with("default", node)).orElse(schema);
        return new Parameter<>(name, withDefault, reader, Optional.of(() -> value));
    }

    private void requireReadable(JsonNode value) {
        try {
            reader.read(value);
        } catch (InvalidArgumentException e) {
            throw new IllegalArgumentException("the default does not fit: " + e.getMessage(), e);
        }
    }

    /**
     * The same parameter, mirrored by modern clients in the header {@code Mcp-Param-{header}}, so that proxies can route
     * by it. Never for secrets: headers are visible on the way.
     *
     * @param header letters, digits and {@code !#$%&'*+-.^_`|~}
     * @throws IllegalArgumentException for a parameter that is no string, integer or boolean
     * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/tools#x-mcp-header">x-mcp-header</a>
     */
    public Parameter<T> mirroredAs(String header) {
        Names.requireHeader(header);
        String type = schema.toJson().path("type").asText();
        if (!MIRRORED_TYPES.contains(type)) {
            throw new IllegalArgumentException("parameter '" + name + "' cannot be mirrored in a header: it is of type "
                    + type + ", not one of " + String.join(", ", MIRRORED_TYPES));
        }
        return new Parameter<>(name, schema.with(MIRROR_KEYWORD, header), reader, absent);
    }

    /** The header that mirrors this parameter, if any, without its prefix. */
    Optional<String> mirror() {
        return Optional.ofNullable(schema.toJson().path(MIRROR_KEYWORD).textValue());
    }

    public String name() {
        return name;
    }

    boolean isRequired() {
        return absent.isEmpty();
    }

    JsonSchema.Property property() {
        return new JsonSchema.Property(name, schema, isRequired());
    }

    T read(JsonNode value) throws InvalidArgumentException {
        if (!value.isMissingNode() && !value.isNull()) {
            return reader.read(value);
        }
        return absent
                .orElseThrow(() -> new InvalidArgumentException(
                        "Required parameter '" + name + "' is missing: " + schema.toJson().path("description").asText()))
                .get();
    }

    private static JsonNode text(String name, JsonNode value) throws InvalidArgumentException {
        typed(name, "a string", value, value.isTextual());
        if (!Json.isUnicode(value)) {
            throw new InvalidArgumentException(
                    "Parameter '" + name + "' is not valid Unicode: it has half of a surrogate pair.");
        }
        return value;
    }

    private static <T> Parameter<T> of(String name, JsonSchema schema, Reader<T> reader) {
        return new Parameter<>(name, schema, reader, Optional.empty());
    }

    private static JsonNode typed(String name, String expected, JsonNode value, boolean fits)
            throws InvalidArgumentException {
        if (!fits) {
            throw new InvalidArgumentException(
                    "Parameter '" + name + "' must be " + expected + ", but is " + Json.typeOf(value) + ".");
        }
        return value;
    }

    private static JsonNode strings(List<String> values) {
        return Json.array().addAll(values.stream().map(TextNode::valueOf).toList());
    }
}
