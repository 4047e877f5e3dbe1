package dev.remotemcp.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A text as its UTF-8, in parts. Long texts pass through the server as they are, without a {@link String} or one large
 * array of them.
 */
public final class Utf8Text {

    /** Few parts are written with few calls of the system; each is small enough for any heap to have a place for it. */
    static final int LARGEST_PART = 256 * 1024;

    private final List<ByteBuffer> parts;
    private final int size;

    /** @param parts together UTF-8 */
    Utf8Text(List<ByteBuffer> parts) {
        this.parts = List.copyOf(parts);
        // Every string of an answer is one of these for a moment, so this does without a stream.
        int sum = 0;
        for (ByteBuffer part : parts) {
            sum += part.remaining();
        }
        this.size = sum;
    }

    /** The UTF-8 of a text. Half of a surrogate pair, which UTF-8 cannot carry, becomes a question mark. */
    public static Utf8Text of(String text) {
        return new Utf8Text(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * @param utf8 not copied; must not change any more
     * @throws CharacterCodingException for bytes that are no UTF-8
     */
    public static Utf8Text of(byte[] utf8) throws CharacterCodingException {
        if (!Utf8.isValid(utf8, utf8.length)) {
            throw new CharacterCodingException();
        }
        return new Utf8Text(List.of(ByteBuffer.wrap(utf8)));
    }

    /** The value of a JSON string. Half of a surrogate pair, which UTF-8 cannot carry, becomes a question mark. */
    public static Utf8Text of(JsonNode string) {
        return string instanceof Utf8Node node ? node.text() : of(string.textValue());
    }

    /** The text as a string of a JSON tree. */
    public JsonNode toJson() {
        return new Utf8Node(this, true);
    }

    /** In bytes. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The bytes, in order; the buffers are the caller's, their contents must not change. */
    public List<ByteBuffer> buffers() {
        return parts.stream().map(ByteBuffer::duplicate).toList();
    }

    public void writeTo(OutputStream out) throws IOException {
        for (ByteBuffer part : parts) {
            out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
        }
    }

    /** In one array, which must not be changed. */
    public byte[] bytes() {
        if (parts.size() == 1 && parts.getFirst().array().length == size) {
            return parts.getFirst().array();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        buffers().forEach(bytes::put);
        return bytes.array();
    }

    /** The text itself. */
    @Override
    public String toString() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }
}
