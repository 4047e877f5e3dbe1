package dev.remotemcp.json;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Turns what stands between the quotes of a JSON string into the text's UTF-8, piece by piece.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-7">RFC 8259, section 7</a>
 */
final class TextUnescaper {

    /** What became of a piece. */
    enum State {
        /** All of it was taken, up to an escape of which more has to come. */
        OPEN,
        /** The closing quote was met. */
        CLOSED,
        /** Something was met that no string may have. */
        BROKEN
    }

    private static final int FIRST_PART = 32 * 1024;

    /** What the second character of a short escape stands for; zero if it is none. */
    private static final byte[] SIMPLE = new byte[256];

    static {
        String escapes = "\"\\/bfnrt";
        byte[] meanings = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};
        for (int i = 0; i < meanings.length; i++) {
            SIMPLE[escapes.charAt(i)] = meanings[i];
        }
    }

    private final List<ByteBuffer> parts = new ArrayList<>();
    private byte[] part = new byte[FIRST_PART];
    private int length;
    private int position;
    private int taken;
    private State state = State.OPEN;
    /** Whether no escape was half of a surrogate pair. */
    private boolean isUnicode = true;
    private boolean isUtf8 = true;

    /** How far the piece was taken: to its end, to the quote, or to what could not be taken. */
    int position() {
        return position;
    }

    /** All the bytes that were taken. */
    int taken() {
        return taken;
    }

    State add(byte[] piece, int from, int to) {
        makeRoom(to - from);
        position = from;
        state = State.OPEN;
        do {
            takeSimple(piece, to);
        } while (position < to && piece[position] == '\\' && takeCodePoint(piece, to));
        if (state == State.OPEN && position < to && piece[position] != '\\') {
            state = piece[position] == '"' ? State.CLOSED : State.BROKEN;
        }
        taken += position - from;
        return state;
    }

    /** The text; empty if it was no UTF-8. */
    Optional<Utf8Node> end() {
        seal(length < part.length / 2 ? Arrays.copyOf(part, length) : part, length);
        return isUtf8 ? Optional.of(new Utf8Node(new Utf8Text(parts), isUnicode)) : Optional.empty();
    }

    /** Takes what is plain, and escapes of two characters. */
    private void takeSimple(byte[] piece, int to) {
        byte[] target = part;
        int at = position;
        int end = length;
        while (true) {
            int plain = PlainText.copy(piece, at, to, target, end);
            at += plain;
            end += plain;
            if (to - at < 2 || piece[at] != '\\' || SIMPLE[piece[at + 1] & 0xff] == 0) {
                break;
            }
            target[end++] = SIMPLE[piece[at + 1] & 0xff];
            at += 2;
        }
        position = at;
        length = end;
    }

    /** Returns whether an escape of six or twelve characters could be taken. If not, more has to come, or it is none. */
    private boolean takeCodePoint(byte[] piece, int to) {
        int unit = codeUnit(piece, position, to);
        if (unit < 0) {
            return false;
        }
        int next = position + 6;
        if (!Character.isHighSurrogate((char) unit)) {
            isUnicode &= !Character.isLowSurrogate((char) unit);
            encode(Character.isLowSurrogate((char) unit) ? '?' : unit);
            position = next;
            return true;
        }
        if (next == to || piece[next] == '\\' && next + 1 == to) {
            return false;
        }
        if (piece[next] == '\\' && piece[next + 1] == 'u') {
            int low = codeUnit(piece, next, to);
            if (low < 0) {
                return false;
            }
            if (Character.isLowSurrogate((char) low)) {
                encode(Character.toCodePoint((char) unit, (char) low));
                position = next + 6;
                return true;
            }
        }
        isUnicode = false;
        encode('?');
        position = next;
        return true;
    }

    /** The value of {@code \\uXXXX}; negative if there is none, or not all of it. */
    private int codeUnit(byte[] piece, int at, int to) {
        if (at + 1 == to) {
            return -1;
        }
        if (piece[at + 1] != 'u') {
            state = State.BROKEN;
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            if (i == to) {
                return -1;
            }
            if (!HexFormat.isHexDigit(piece[i])) {
                state = State.BROKEN;
                return -1;
            }
            unit = unit << 4 | HexFormat.fromHexDigit(piece[i]);
        }
        return unit;
    }

    private void encode(int codePoint) {
        if (codePoint < 0x80) {
            part[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            part[length++] = (byte) (0xc0 | codePoint >> 6);
            continuation(codePoint);
        } else if (codePoint < 0x10000) {
            part[length++] = (byte) (0xe0 | codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        } else {
            part[length++] = (byte) (0xf0 | codePoint >> 18);
            continuation(codePoint >> 12);
            continuation(codePoint >> 6);
            continuation(codePoint);
        }
    }

    private void continuation(int bits) {
        part[length++] = (byte) (0x80 | bits & 0x3f);
    }

    /** What an escape stands for is never longer than the escape. */
    private void makeRoom(int count) {
        if (part.length - length >= count) {
            return;
        }
        // The last character may be incomplete, and goes to the next part in any case.
        int end = Utf8.lastCharacter(part, length);
        byte[] full = part;
        int left = length - end;
        part = new byte[Math.max(Math.min(2 * full.length, Utf8Text.LARGEST_PART), count + left)];
        System.arraycopy(full, end, part, 0, left);
        seal(full, end);
        length = left;
    }

    private void seal(byte[] bytes, int end) {
        isUtf8 &= Utf8.isValid(bytes, end);
        parts.add(ByteBuffer.wrap(bytes, 0, end));
    }
}
