package dev.remotemcp.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Has Java encode texts, which is faster for large ones; Jackson would also escape all surrogates, paired or not. Long ones
 * go to the output past Jackson's buffer.
 */
final class Utf8Generator extends JsonGeneratorDelegate {

    /** About what Jackson's buffer holds. */
    private static final int LONG = 8000;

    private final Utf8Output output;

    /** @param generator writes to the output */
    Utf8Generator(JsonGenerator generator, Utf8Output output) {
        super(generator);
        this.output = output;
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        super.writeFieldName(Json.isUnicode(name) ? name : new String(encoded(name), StandardCharsets.UTF_8));
    }

    @Override
    public void writeString(String text) throws IOException {
        byte[] utf8 = encoded(text);
        if (utf8.length < LONG) {
            writeUTF8String(utf8, 0, utf8.length);
        } else {
            writeLong(List.of(ByteBuffer.wrap(utf8)));
        }
    }

    void writeText(Utf8Text text) throws IOException {
        if (text.size() < LONG) {
            byte[] utf8 = text.bytes();
            writeUTF8String(utf8, 0, utf8.length);
        } else {
            writeLong(text.buffers());
        }
    }

    private void writeLong(List<ByteBuffer> utf8) throws IOException {
        writeRawValue("\"");
        flush();
        utf8.forEach(output::escape);
        writeRaw('"');
    }

    private static byte[] encoded(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
