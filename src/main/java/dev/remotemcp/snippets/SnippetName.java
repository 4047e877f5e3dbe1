package dev.remotemcp.snippets;

import java.util.Optional;

/**
 * The name of a snippet, exactly as it was given: case counts, nothing is trimmed or normalised.
 *
 * <p>A name is accepted when Blob Storage keeps {@code {name}.json} as it is: 1 to {@value #MAX_LENGTH} Unicode
 * code points, among them spaces, slashes and what means something in a URL. Refused are backslashes, control
 * characters, private-use and non-characters, halves of surrogate pairs, and a dot before a slash.
 *
 * <p>See "Naming and referencing containers, blobs, and metadata" in the reference of the Blob service:
 * {@code learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata}.
 */
public record SnippetName(String value) implements Comparable<SnippetName> {

    /** The longest name, in Unicode code points. */
    public static final int MAX_LENGTH = 200;

    private static final String SUFFIX = ".json";
    private static final int SHOWN = 40;

    /** @throws IllegalArgumentException with a message for the user: what is wrong with the name, and what is right */
    public SnippetName {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The snippet name is empty: give it 1 to 200 characters");
        }
        int length = value.codePointCount(0, value.length());
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("The snippet name '%s' has %d characters: at most %d are allowed"
                    .formatted(shown(value), length, MAX_LENGTH));
        }
        value.codePoints().filter(c -> !allowed(c)).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException("The snippet name '%s' contains %s"
                    .formatted(shown(value), refusal(c)));
        });
        // The service drops dots before a slash: "a./b" would become "a/b", "./b" would become "b".
        if (value.contains("./")) {
            throw new IllegalArgumentException(
                    "The snippet name '%s' has a dot before a slash, which Blob Storage would drop: leave it out"
                            .formatted(shown(value)));
        }
    }

    /** The name of the snippet that is kept as this blob; blobs of other kinds have none. */
    static Optional<SnippetName> ofBlob(String blob) {
        if (!blob.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SnippetName(blob.substring(0, blob.length() - SUFFIX.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether any name can begin with this text. */
    static boolean mayBeginWith(String prefix) {
        return prefix.codePointCount(0, prefix.length()) <= MAX_LENGTH
                && prefix.codePoints().allMatch(SnippetName::allowed);
    }

    String blob() {
        return value + SUFFIX;
    }

    /** The order of the service: by the code points of the blobs' names, in which "a b.json" precedes "a.json". */
    @Override
    public int compareTo(SnippetName other) {
        int length = value.length() + SUFFIX.length();
        int otherLength = other.value.length() + SUFFIX.length();
        int end = Math.min(length, otherLength);
        for (int i = 0; i < end; i++) {
            char left = blobChar(i);
            char right = other.blobChar(i);
            if (left != right) {
                return rank(left) - rank(right);
            }
        }
        return length - otherLength;
    }

    /** Of the blob's name, without making it: a list of many snippets compares each. */
    private char blobChar(int index) {
        return index < value.length() ? value.charAt(index) : SUFFIX.charAt(index - value.length());
    }

    @Override
    public String toString() {
        return value;
    }

    /** Sorts surrogates, which stand for code points from U+10000, above U+E000 to U+FFFF. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }

    private static boolean allowed(int c) {
        return c != '\\' && switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE -> false;
            default -> !nonCharacter(c);
        };
    }

    private static boolean nonCharacter(int c) {
        return (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    }

    private static String refusal(int c) {
        if (c == '\\') {
            return "a backslash, which Blob Storage would turn into a slash: write '/'";
        }
        String kind = switch (Character.getType(c)) {
            case Character.CONTROL -> "the control character";
            case Character.SURROGATE -> "half of a surrogate pair,";
            case Character.PRIVATE_USE -> "the private-use character";
            default -> "the non-character";
        };
        return "%s U+%04X, which Blob Storage can't keep: leave it out".formatted(kind, c);
    }

    private static String shown(String value) {
        StringBuilder shown = new StringBuilder();
        value.codePoints().limit(SHOWN).forEach(c -> {
            if (allowed(c) || c == '\\') {
                shown.appendCodePoint(c);
            } else {
                shown.append("\\u%04X".formatted(c));
            }
        });
        return value.codePointCount(0, value.length()) > SHOWN ? shown.append('…').toString() : shown.toString();
    }
}
