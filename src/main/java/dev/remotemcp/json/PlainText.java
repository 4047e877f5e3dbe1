package dev.remotemcp.json;

/** The bytes of UTF-8 that stand in a JSON string as they are: all but quotes, backslashes and control characters. */
final class PlainText {

    private static final long ONES = 0x01010101_01010101L;
    private static final long HIGH_BITS = 0x80808080_80808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private PlainText() {
    }

    /**
     * Copies up to the next byte that is not plain, eight at a time.
     *
     * @param target has room for all of it
     * @return how many
     */
    static int copy(byte[] source, int from, int to, byte[] target, int begin) {
        int at = from;
        int end = begin;
        while (to - at >= Long.BYTES) {
            long word = Words.get(source, at);
            Words.set(target, end, word);
            long special = special(word);
            if (special != 0) {
                return at - from + Long.numberOfTrailingZeros(special) / Byte.SIZE;
            }
            at += Long.BYTES;
            end += Long.BYTES;
        }
        while (at < to && isPlain(source[at])) {
            target[end++] = source[at++];
        }
        return at - from;
    }

    private static boolean isPlain(byte next) {
        return next != '"' && next != '\\' && (next < 0 || next >= ' ');
    }

    /** Has the high bit of the first byte, from the lowest, that is not plain. */
    private static long special(long word) {
        long quote = word ^ QUOTES;
        long backslash = word ^ BACKSLASHES;
        return (quote - ONES & ~quote | backslash - ONES & ~backslash | word - SPACES & ~word) & HIGH_BITS;
    }
}
