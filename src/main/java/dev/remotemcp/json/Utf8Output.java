package dev.remotemcp.json;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Gathers JSON in parts, of which a long one needs no copies. */
final class Utf8Output extends OutputStream {

    private static final int FIRST_PART = 2048;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    /** {@code \\u001F} */
    private static final int LONGEST_ESCAPE = 6;

    private final List<ByteBuffer> parts = new ArrayList<>();
    private byte[] part = new byte[FIRST_PART];
    private int length;

    @Override
    public void write(int value) {
        makeRoom(1, 1);
        part[length++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        makeRoom(count, count);
        System.arraycopy(bytes, offset, part, length, count);
        length += count;
    }

    /** Writes what stands between the quotes of a JSON string. */
    void escape(ByteBuffer utf8) {
        byte[] text = utf8.array();
        int at = utf8.arrayOffset() + utf8.position();
        int end = utf8.arrayOffset() + utf8.limit();
        while (at < end) {
            makeRoom(LONGEST_ESCAPE, end - at);
            int room = part.length - length;
            int plain = PlainText.copy(text, at, Math.min(end, at + room), part, length);
            at += plain;
            length += plain;
            if (at < end && room - plain >= LONGEST_ESCAPE) {
                escape(text[at++]);
            }
        }
    }

    private void escape(byte special) {
        part[length++] = '\\';
        switch (special) {
            case '"', '\\' -> part[length++] = special;
            case '\n' -> part[length++] = 'n';
            case '\r' -> part[length++] = 'r';
            case '\t' -> part[length++] = 't';
            case '\b' -> part[length++] = 'b';
            case '\f' -> part[length++] = 'f';
            default -> {
                part[length++] = 'u';
                part[length++] = '0';
                part[length++] = '0';
                part[length++] = HEX[special >> 4];
                part[length++] = HEX[special & 0xf];
            }
        }
    }

    /**
     * @param needed in one part
     * @param coming what will be written at least
     */
    private void makeRoom(int needed, int coming) {
        if (part.length - length < needed) {
            seal();
            int wanted = Math.max(coming + coming / 8, 2 * part.length);
            part = new byte[Math.max(needed, Math.min(wanted, Utf8Text.LARGEST_PART))];
            length = 0;
        }
    }

    /** An empty part, written to a stream of chunks, could be taken for its end. */
    private void seal() {
        if (length > 0) {
            parts.add(ByteBuffer.wrap(part, 0, length));
        }
    }

    /** To be called once, at the end. */
    Utf8Text text() {
        seal();
        return new Utf8Text(parts);
    }
}
