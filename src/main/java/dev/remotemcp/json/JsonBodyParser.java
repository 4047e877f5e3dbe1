package dev.remotemcp.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Has the long texts of a body stand where they were taken out, as far as the reading of trees asks. */
final class JsonBodyParser extends JsonParserDelegate {

    private final Iterator<JsonBody.LongText> texts;
    private Optional<JsonBody.LongText> next;
    private Optional<Utf8Node> current = Optional.empty();

    /** @param texts in the order in which they stood */
    JsonBodyParser(JsonParser rest, List<JsonBody.LongText> texts) {
        super(rest);
        this.texts = texts.iterator();
        this.next = following();
    }

    private Optional<JsonBody.LongText> following() {
        return texts.hasNext() ? Optional.of(texts.next()) : Optional.empty();
    }

    /** Whether all texts have been found. */
    boolean isComplete() {
        return next.isEmpty();
    }

    @Override
    public JsonToken nextToken() throws IOException {
        JsonToken token = delegate.nextToken();
        current = Optional.empty();
        if (token == JsonToken.VALUE_STRING && next.isPresent()
                && next.get().offset() == delegate.currentTokenLocation().getByteOffset()) {
            current = Optional.of(next.get().value());
            next = following();
        }
        return currentToken();
    }

    @Override
    public JsonToken currentToken() {
        return current.isPresent() ? JsonToken.VALUE_EMBEDDED_OBJECT : delegate.currentToken();
    }

    @Override
    public int currentTokenId() {
        return current.isPresent() ? JsonToken.VALUE_EMBEDDED_OBJECT.id() : delegate.currentTokenId();
    }

    @Override
    public Object getEmbeddedObject() throws IOException {
        return current.isPresent() ? current.get() : delegate.getEmbeddedObject();
    }
}
