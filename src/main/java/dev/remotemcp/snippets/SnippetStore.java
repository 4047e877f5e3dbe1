package dev.remotemcp.snippets;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Keeps snippets by name. All methods may be called by many threads, and several processes may share what a store
 * keeps. A store that fails throws {@link SnippetStoreException}, whose message a user may read.
 */
public interface SnippetStore extends AutoCloseable {

    /** The largest {@code limit} of {@link #list}. */
    int MAX_PAGE = 5000;

    /** The largest content, 16 MiB in bytes: a content is read as a whole, and other programs may have put it there. */
    int MAX_SIZE = 16 * 1024 * 1024;

    /**
     * Saves or replaces: whoever reads meanwhile sees the complete old or the complete new content. Content of more
     * than {@link #MAX_SIZE} is refused.
     *
     * @param content in parts, so that a large one needs no array of its size: buffers with arrays, whose positions stay
     */
    void save(SnippetName name, List<ByteBuffer> content);

    default void save(SnippetName name, byte[] content) {
        save(name, List.of(ByteBuffer.wrap(content)));
    }

    /** The bytes of a content. */
    static long size(List<ByteBuffer> content) {
        return content.stream().mapToLong(ByteBuffer::remaining).sum();
    }

    /** The content exactly as it was saved. Fails without reading it where it is larger than {@link #MAX_SIZE}. */
    Optional<byte[]> find(SnippetName name);

    /**
     * A text that is another one after each save of the snippet, be the content the same or not, and the same for all
     * instances on the same store; empty where there is no such snippet. Costs one cheap call, whatever the size.
     */
    Optional<String> version(SnippetName name);

    /** Whether there was such a snippet to delete. */
    boolean delete(SnippetName name);

    /**
     * One page of the snippets whose names begin with {@code prefix}, in an order that stays the same. A snippet
     * that is there throughout is listed exactly once; one that comes or goes meanwhile may be listed or not. The work
     * of a page doesn't keep more than a page in memory.
     *
     * @param prefix empty for all
     * @param cursor empty for the first page, else {@link SnippetPage#nextCursor()} of the page before, for the same
     *     prefix; any instance on the same store continues it
     * @param limit 1 to {@value #MAX_PAGE}
     * @throws InvalidCursorException when the cursor isn't one for this prefix and kind of store
     */
    SnippetPage list(String prefix, String cursor, int limit);

    /** Returns if the store answers and may be used, as far as a cheap call can tell; throws if it doesn't. */
    void check();

    /** Which store this is, for people who start the server: no keys in it. */
    String description();

    @Override
    default void close() {
    }
}
