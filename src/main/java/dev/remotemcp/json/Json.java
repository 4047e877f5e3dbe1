package dev.remotemcp.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** JSON trees: read with bounds, written as UTF-8. */
public final class Json {

    /** Levels of nesting that a message may have. Real ones have about ten. */
    public static final int MAX_DEPTH = 100;

    /** Names, values and brackets that a message may have. As a tree each takes many times its bytes. */
    public static final int MAX_TOKENS = 200_000;

    /** Characters of a text that are looked at together. */
    private static final int PART = 8192;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            // The body is bounded already; a string may fill it.
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    // Two values for one name let a proxy and the server read different messages.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Parsers must not repeat a user's input in their messages.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Reads exactly one JSON value, nested {@value #MAX_DEPTH} levels at most, without duplicate names. */
    public static JsonNode parse(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /**
     * Reads a value as {@link #parse(String)} does, from UTF-8.
     *
     * @throws CharacterCodingException for bytes that are no UTF-8
     */
    public static JsonNode parse(byte[] utf8) throws CharacterCodingException, JsonProcessingException {
        return parse(JsonBody.of(utf8));
    }

    /**
     * Reads a value as {@link #parse(byte[])} does.
     *
     * @throws JsonProcessingException with a location that only {@link JsonBody#position} makes sense of
     */
    public static JsonNode parse(JsonBody body) throws CharacterCodingException, JsonProcessingException {
        if (!body.isUtf8()) {
            throw new CharacterCodingException();
        }
        if (mayBeTakenForAnotherEncoding(body)) {
            // It is none that Jackson takes, long texts or not.
            return parse(new String(body.rest(), 0, body.length(), StandardCharsets.UTF_8));
        }
        // Several times faster than from text.
        try {
            return body.texts().isEmpty() ? MAPPER.readTree(body.rest(), 0, body.length()) : withLongTexts(body);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory could not be read", e);
        }
    }

    private static JsonNode withLongTexts(JsonBody body) throws IOException {
        try (JsonBodyParser parser = new JsonBodyParser(
                MAPPER.createParser(body.rest(), 0, body.length()), body.texts())) {
            JsonNode json = MAPPER.readTree(parser);
            if (!parser.isComplete()) {
                throw new IllegalStateException("a long text was not found where it had been taken out");
            }
            return json;
        }
    }

    /**
     * The parser of bytes looks for it. UTF-16 and UTF-32 have a zero among the first bytes of JSON, and a byte order mark
     * would be skipped, which JSON forbids.
     */
    private static boolean mayBeTakenForAnotherEncoding(JsonBody body) {
        for (int i = 0; i < Math.min(4, body.length()); i++) {
            if (body.rest()[i] == 0 || body.rest()[0] == (byte) 0xef) {
                return true;
            }
        }
        return false;
    }

    /** UTF-8, as {@link #utf8} has it, in one array. */
    public static byte[] bytes(JsonNode json) {
        return utf8(json).bytes();
    }

    /** UTF-8. An unpaired surrogate, which UTF-8 cannot carry, becomes a question mark. */
    public static Utf8Text utf8(JsonNode json) {
        Utf8Output output = new Utf8Output();
        try (JsonGenerator generator = new Utf8Generator(MAPPER.createGenerator(output), output)) {
            MAPPER.writeTree(generator, json);
        } catch (IOException e) {
            throw notWritten(e);
        }
        return output.text();
    }

    public static String text(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw notWritten(e);
        }
    }

    /** One text for all trees that differ in the order of their members only. */
    public static String canonical(JsonNode json) {
        try {
            return MAPPER.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(MAPPER.treeToValue(json, Object.class));
        } catch (JsonProcessingException e) {
            throw notWritten(e);
        }
    }

    private static IllegalStateException notWritten(IOException e) {
        return new IllegalStateException("a JSON tree could not be written", e);
    }

    /** Whether UTF-8 can carry the value of a string. */
    public static boolean isUnicode(JsonNode string) {
        return string instanceof Utf8Node node ? node.isUnicode() : isUnicode(string.textValue());
    }

    /** Whether UTF-8 can carry a text: JSON's escapes can spell half of a surrogate pair, which it cannot. */
    public static boolean isUnicode(String text) {
        return !hasSurrogates(text) || arePaired(text);
    }

    /** Most texts have none. An encoder could tell as well, but writes a copy of the text to do it. */
    private static boolean hasSurrogates(String text) {
        char[] part = new char[Math.min(text.length(), PART)];
        for (int begin = 0; begin < text.length(); begin += PART) {
            int length = Math.min(text.length() - begin, PART);
            text.getChars(begin, begin + length, part, 0);
            boolean found = false;
            // Without a way out of the loop, so that it is compiled to one that looks at many characters at once.
            for (int i = 0; i < length; i++) {
                found |= Character.isSurrogate(part[i]);
            }
            if (found) {
                return true;
            }
        }
        return false;
    }

    /** Whether all surrogates of a text, which may be none, are paired. */
    static boolean arePaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** What to call a value's type in a message: "a string", "null", "an object". */
    public static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING -> "null";
            case OBJECT, ARRAY -> "an " + value.getNodeType().name().toLowerCase(Locale.ROOT);
            default -> "a " + value.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
