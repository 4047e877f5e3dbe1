package dev.remotemcp.json;

import com.fasterxml.jackson.core.JsonLocation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * JSON as it came, not parsed yet, with its long texts beside it: a text that is the value of a member and longer than
 * some KiB is unescaped to UTF-8 while it arrives. An empty string stands in its place.
 */
public final class JsonBody {

    /**
     * A text that was taken out.
     *
     * @param offset where in the rest of the JSON its opening quote stands
     * @param removed the bytes that stood between its quotes
     */
    record LongText(int offset, int removed, Utf8Node value) {
    }

    /** Where something stands, counted from 1. */
    public record Position(long line, long column) {
    }

    private final byte[] json;
    private final List<LongText> texts;
    private final int size;
    private final boolean isUtf8;

    JsonBody(byte[] json, List<LongText> texts, int size, boolean isUtf8) {
        this.json = json;
        this.texts = List.copyOf(texts);
        this.size = size;
        this.isUtf8 = isUtf8;
    }

    /** @param utf8 not copied; must not change any more */
    public static JsonBody of(byte[] utf8) {
        return new JsonBody(utf8, List.of(), utf8.length, Utf8.isValid(utf8, utf8.length));
    }

    /**
     * Reads to the end, or up to {@code limit} bytes, so that there is no more than that in memory. Whether it is JSON is
     * found out when it is parsed.
     */
    public static JsonBody read(InputStream in, int limit) throws IOException {
        return new JsonBodyReader(in, limit).read();
    }

    /** In bytes, as it came. */
    public int size() {
        return size;
    }

    boolean isUtf8() {
        return isUtf8;
    }

    byte[] json() {
        return json;
    }

    /** In the order in which they stood. */
    List<LongText> texts() {
        return texts;
    }

    /** Where something that a parser of the rest found stood in the JSON as it came. */
    public Position position(JsonLocation found) {
        long line = found.getByteOffset() - found.getColumnNr();
        long removed = texts.stream()
                .filter(text -> line < text.offset() && text.offset() < found.getByteOffset())
                .mapToLong(LongText::removed)
                .sum();
        return new Position(found.getLineNr(), found.getColumnNr() + removed);
    }
}
