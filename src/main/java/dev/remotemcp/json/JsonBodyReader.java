package dev.remotemcp.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes the long texts out of JSON while it arrives. For that it tells strings from what stands between them, and no more:
 * of what is no JSON it keeps all that a parser needs to find the same fault.
 */
final class JsonBodyReader {

    /** The bytes that must have come of a text. Shorter ones are not worth it. */
    private static final int LONG = 4096;
    private static final int PIECE = 8192;

    private final InputStream in;
    private final int limit;
    private final byte[] piece = new byte[PIECE];
    /** Bytes at the beginning of the piece that are left from the one before: an escape of which more has to come. */
    private int held;
    private int size;

    /** What came, without the texts that were taken out. */
    private byte[] json = new byte[PIECE];
    private int length;
    private final List<JsonBody.LongText> texts = new ArrayList<>();

    private boolean isInString;
    private boolean isEscaped;
    /** What stood last before the string, or stands last outside of strings. */
    private byte before;
    /** Where in the JSON the string begins, after its quote. */
    private int begin;
    private Optional<TextUnescaper> unescaper = Optional.empty();
    /** From here on all is kept, for the parser to refuse it. */
    private boolean isBroken;
    private boolean isUtf8 = true;

    JsonBodyReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    JsonBody read() throws IOException {
        for (int count = readPiece(); count > 0; count = readPiece()) {
            size += count;
            take(held + count);
        }
        unescaper.ifPresent(this::end);
        keep(0, held);
        return new JsonBody(json, length, texts, size, isUtf8 && Utf8.isValid(json, length));
    }

    private int readPiece() throws IOException {
        return in.read(piece, held, Math.min(piece.length - held, limit - size));
    }

    /** Takes the piece up to {@code end}, but for what has to be held. */
    private void take(int end) {
        int at = 0;
        held = 0;
        while (at < end) {
            if (isBroken) {
                keep(at, end);
                return;
            }
            if (unescaper.isEmpty()) {
                scan(at, end);
                takeOutLongText();
                return;
            }
            TextUnescaper text = unescaper.get();
            TextUnescaper.State state = text.add(piece, at, end);
            at = text.position();
            if (state == TextUnescaper.State.OPEN) {
                hold(piece, at, end);
                return;
            }
            isBroken = state == TextUnescaper.State.BROKEN;
            end(text);
        }
    }

    private void hold(byte[] bytes, int from, int to) {
        held = to - from;
        System.arraycopy(bytes, from, piece, 0, held);
    }

    private void scan(int from, int to) {
        for (int at = from; at < to; at++) {
            byte next = piece[at];
            if (!isInString) {
                if (next == '"') {
                    isInString = true;
                    begin = length + at - from + 1;
                } else if (next < 0 || next > ' ') {
                    before = next;
                }
            } else if (isEscaped) {
                isEscaped = false;
            } else if (next == '\\') {
                isEscaped = true;
            } else if (next == '"') {
                isInString = false;
                before = next;
            }
        }
        keep(from, to);
    }

    private void keep(int from, int to) {
        int count = to - from;
        if (json.length - length < count) {
            json = Arrays.copyOf(json, Math.max(length + count, 2 * json.length));
        }
        System.arraycopy(piece, from, json, length, count);
        length += count;
    }

    /** If the piece has ended in one that is the value of a member. The parser may have to compare names. */
    private void takeOutLongText() {
        if (!isInString || before != ':' || length - begin < LONG) {
            return;
        }
        TextUnescaper text = new TextUnescaper();
        isBroken = text.add(json, begin, length) == TextUnescaper.State.BROKEN;
        if (!isBroken) {
            hold(json, text.position(), length);
            length = begin;
            unescaper = Optional.of(text);
        }
    }

    /** What follows, as a rule its closing quote, is part of the JSON again. */
    private void end(TextUnescaper text) {
        Optional<Utf8Node> value = text.end();
        isUtf8 &= value.isPresent();
        value.ifPresent(node -> texts.add(new JsonBody.LongText(begin - 1, text.taken(), node)));
        unescaper = Optional.empty();
        isEscaped = false;
    }
}
