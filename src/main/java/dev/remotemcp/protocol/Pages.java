package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Answers one of the list methods in pages. A cursor names the last item of its page, so that any instance can go on
 * from there, and one that was not made here, or whose item is gone, is refused instead of starting over.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/pagination">Pagination</a>
 */
record Pages(int size) {

    /** Lists change with a deployment only; clients may keep them for a while. */
    static final CacheHint HINT = CacheHint.shared(Duration.ofMinutes(5));

    Pages {
        if (size < 1) {
            throw new IllegalArgumentException("a page has at least one item, but the page size is " + size);
        }
    }

    /**
     * @param field the name of the list in the result
     * @param key   what tells an item from all others
     */
    <T> Outcome list(Call call, String field, List<T> items, Function<T, String> key, Function<T, ObjectNode> json) {
        int from = 0;
        if (call.params().hasNonNull("cursor")) {
            Optional<String> cursor = call.text("cursor");
            if (cursor.isEmpty()) {
                return call.notText("cursor");
            }
            Optional<Integer> position = position(call.method(), cursor.get(), items.stream().map(key).toList());
            if (position.isEmpty()) {
                return Outcome.invalidParams("unknown cursor '" + Text.shortened(cursor.get())
                        + "'; use the nextCursor of an earlier " + call.method() + " or none");
            }
            from = position.get();
        }
        int to = Math.min(from + size, items.size());
        ObjectNode body = Json.object();
        ArrayNode page = body.putArray(field);
        items.subList(from, to).forEach(item -> page.add(json.apply(item)));
        if (to < items.size()) {
            body.put("nextCursor", cursor(call.method(), key.apply(items.get(to - 1))));
        }
        return new Outcome.Cacheable(body, HINT);
    }

    private static String cursor(String method, String last) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString((method + "\n" + last).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Integer> position(String method, String cursor, List<String> keys) {
        return IntStream.range(0, keys.size())
                .filter(i -> cursor(method, keys.get(i)).equals(cursor))
                .mapToObj(i -> i + 1)
                .findFirst();
    }
}
