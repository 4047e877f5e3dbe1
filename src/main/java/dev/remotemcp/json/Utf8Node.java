package dev.remotemcp.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.IOException;

/**
 * A string of a JSON tree that is a {@link Utf8Text}. It is equal to other strings of the same text, but not they to it:
 * Jackson's know none but their own kind.
 */
final class Utf8Node extends ValueNode {

    private static final long serialVersionUID = 1L;

    private final transient Utf8Text text;
    private final boolean isUnicode;

    /** @param isUnicode false if the text had halves of surrogate pairs, which are question marks now */
    Utf8Node(Utf8Text text, boolean isUnicode) {
        this.text = text;
        this.isUnicode = isUnicode;
    }

    Utf8Text text() {
        return text;
    }

    boolean isUnicode() {
        return isUnicode;
    }

    @Override
    public JsonNodeType getNodeType() {
        return JsonNodeType.STRING;
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_STRING;
    }

    @Override
    public String textValue() {
        return text.toString();
    }

    @Override
    public String asText() {
        return textValue();
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (generator instanceof Utf8Generator utf8) {
            utf8.writeText(text);
        } else {
            generator.writeString(textValue());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNode node && node.isTextual() && node.textValue().equals(textValue());
    }

    @Override
    public int hashCode() {
        return textValue().hashCode();
    }
}
