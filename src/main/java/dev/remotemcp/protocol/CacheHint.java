package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/**
 * How long and for whom a client may keep a result.
 *
 * @param ttl how long it may be taken for fresh; zero: ask again each time
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/caching">Caching</a>
 */
public record CacheHint(Duration ttl, Scope scope) {

    /** Who may share a kept result. */
    public enum Scope {
        /** Everybody: it is the same for all. */
        PUBLIC,
        /** Only whoever asked. */
        PRIVATE
    }

    /** For what changes at any time and belongs to somebody. */
    public static final CacheHint NONE = new CacheHint(Duration.ZERO, Scope.PRIVATE);

    public CacheHint {
        if (ttl.isNegative()) {
            throw new IllegalArgumentException("a time to live is not negative, but this one is " + ttl);
        }
    }

    /** For what is the same for everybody until the next deployment. */
    public static CacheHint shared(Duration ttl) {
        return new CacheHint(ttl, Scope.PUBLIC);
    }

    void writeTo(ObjectNode result) {
        result.put("ttlMs", ttl.toMillis());
        result.put("cacheScope", scope.name().toLowerCase(Locale.ROOT));
    }
}
