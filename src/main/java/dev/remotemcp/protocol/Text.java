package dev.remotemcp.protocol;

/** Small facts about text that came from outside. */
final class Text {

    private static final int SHOWN = 100;

    private Text() {
    }

    /** Enough of a value to recognise it in a message. */
    static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
