package dev.remotemcp.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

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
        super.writeFieldName(Json.arePaired(name) ? name : Utf8Text.of(name).toString());
    }

    @Override
    public void writeString(String text) throws IOException {
        writeText(Utf8Text.of(text));
    }

    void writeText(Utf8Text text) throws IOException {
        if (text.size() < LONG) {
            byte[] utf8 = text.bytes();
            writeUTF8String(utf8, 0, utf8.length);
        } else {
            writeRawValue("\"");
            flush();
            text.buffers().forEach(output::escape);
            writeRaw('"');
        }
    }
}
