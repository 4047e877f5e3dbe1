package dev.remotemcp.snippets;

import java.util.Optional;

/** Contents of which a part or a mixture can be told from the whole. */
final class NumberedContent {

    private static final int LARGEST = 60_000;

    private NumberedContent() {
    }

    static String of(int number) {
        return number + ":" + Character.toString('a' + number % 26).repeat(number * 7919 % LARGEST) + ":" + number;
    }

    /** The number of a complete content; empty for anything else. */
    static Optional<Integer> number(String content) {
        String number = content.substring(0, Math.max(0, content.indexOf(':')));
        return number.matches("[0-9]{1,9}") && of(Integer.parseInt(number)).equals(content)
                ? Optional.of(Integer.parseInt(number))
                : Optional.empty();
    }
}
