package dev.remotemcp.json;

import com.fasterxml.jackson.core.JsonLocation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * JSON as it came, not parsed yet, with long texts beside it: a text that is the value of a member may be taken out and
 * unescaped to UTF-8 while it arrives, if some KiB of it have come. An empty string stands in its place.
 */
public final class JsonBody {

    /**
     * A text that was taken out.
     *
     * @param offset where in the rest of the JSON its opening quote stands
     * @param removed the bytes that stood between its quotes, or before what no string may have
     */
    record LongText(int offset, int removed, Utf8Node value) {
    }

    /** Where something stands, counted from 1. */
    public record Position(long line, long column) {
    }

    private final byte[] rest;
    private final int length;
    private final List<LongText> texts;
    private final int size;
    private final boolean isUtf8;

    /** @param rest what was not taken out, in the first {@code length} bytes */
    JsonBody(byte[] rest, int length, List<LongText> texts, int size, boolean isUtf8) {
        this.rest = rest;
        this.length = length;
        this.texts = List.copyOf(texts);
        this.size = size;
        this.isUtf8 = isUtf8;
    }

    /** @param utf8 not copied; must not change any more */
    public static JsonBody of(byte[] utf8) {
        return new JsonBody(utf8, utf8.length, List.of(), utf8.length, Utf8.isValid(utf8, utf8.length));
    }

    /** Reads to the end, or {@code limit} bytes. Whether it is JSON is found out when it is parsed. */
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

    /** What was not taken out, in the first {@link #length()} bytes. */
    byte[] rest() {
        return rest;
    }

    int length() {
        return length;
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
