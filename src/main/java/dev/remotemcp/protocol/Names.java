package dev.remotemcp.protocol;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Rules for the names that a server gives. They fail at start, where the developer sees them. */
final class Names {

    /** What every client known takes for a tool's name; the specification allows 128 characters and dots too. */
    private static final Pattern TOOL = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+");

    private Names() {
    }

    static void requireToolName(String name) {
        if (!TOOL.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a tool's name has 1 to 64 characters of A-Z, a-z, 0-9, _ and -, but this one is '" + name + "'");
        }
    }

    static void requireText(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("the " + what + " must not be blank");
        }
    }

    static void requireHeader(String name) {
        if (!HEADER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a header is a token of RFC 9110, section 5.6.2, but this one is '" + name + "'");
        }
    }

    static void requireUri(String uri) {
        if (!URI.matcher(uri).matches()) {
            throw new IllegalArgumentException("a URI starts with its scheme, as in test://x, but this one is '" + uri + "'");
        }
    }

    /** The items by their names, in their order. */
    static <T> Map<String, T> index(String what, List<T> items, Function<T, String> key) {
        requireUnique(what, items, key);
        Map<String, T> index = new LinkedHashMap<>();
        items.forEach(item -> index.put(key.apply(item), item));
        return Collections.unmodifiableMap(index);
    }

    static <T> void requireUnique(String what, Collection<T> items, Function<T, String> key) {
        Set<String> seen = new HashSet<>();
        for (T item : items) {
            if (!seen.add(key.apply(item))) {
                throw new IllegalArgumentException("two " + what + " are named '" + key.apply(item) + "'");
            }
        }
    }
}
