package dev.remotemcp.snippets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of a list of snippets.
 *
 * @param entries at most as many as were asked for; fewer, even none, don't mean that the list ends
 * @param nextCursor where the next page begins; empty at the end of the list
 */
public record SnippetPage(List<Entry> entries, Optional<String> nextCursor) {

    static final SnippetPage EMPTY = new SnippetPage(List.of(), Optional.empty());

    public SnippetPage {
        entries = List.copyOf(entries);
    }

    /** The limit, when it is one that {@link SnippetStore#list} takes. */
    static int checkedLimit(int limit) {
        if (limit < 1 || limit > SnippetStore.MAX_PAGE) {
            throw new IllegalArgumentException(
                    "The limit %d is not between 1 and %d".formatted(limit, SnippetStore.MAX_PAGE));
        }
        return limit;
    }

    /** @param size in bytes */
    public record Entry(SnippetName name, long size, Instant lastModified) {
    }
}
