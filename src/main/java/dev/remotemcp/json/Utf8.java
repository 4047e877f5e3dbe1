package dev.remotemcp.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells UTF-8 as {@link java.nio.charset.CharsetDecoder} does, in a fraction of its time. */
final class Utf8 {

    /** So much is decoded at a time, and thrown away. */
    private static final int SLICE = 8192;
    private static final char REPLACEMENT = '\ufffd';
    /** The bit of each byte of a word that ASCII leaves zero. */
    private static final long NOT_ASCII = 0x80808080_80808080L;

    private Utf8() {
    }

    /** Whether the first {@code length} bytes are UTF-8. */
    static boolean isValid(byte[] bytes, int length) {
        int from = 0;
        while (length - from > SLICE) {
            int to = lastCharacter(bytes, from + SLICE);
            if (!isValid(bytes, from, to)) {
                return false;
            }
            from = to;
        }
        return isValid(bytes, from, length);
    }

    /** Where the last character before {@code end} begins, which may be incomplete; {@code end} if there is none. */
    static int lastCharacter(byte[] bytes, int end) {
        for (int begin = end - 1; begin >= Math.max(0, end - 4); begin--) {
            if ((bytes[begin] & 0xc0) != 0x80) {
                return begin;
            }
        }
        return end;
    }

    private static boolean isValid(byte[] bytes, int from, int to) {
        return isAscii(bytes, from, to)
                // Only where there is a replacement may there have been something to replace.
                || new String(bytes, from, to - from, StandardCharsets.UTF_8).indexOf(REPLACEMENT) < 0
                || isDecoded(bytes, from, to);
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        long seen = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            seen |= Words.get(bytes, at);
        }
        for (; at < to; at++) {
            seen |= bytes[at];
        }
        return (seen & NOT_ASCII) == 0;
    }

    private static boolean isDecoded(byte[] bytes, int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
