package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A resource with an address of its own.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/resources">Resources</a>
 */
public final class Resource {

    /** Reads the resource as it is now. */
    @FunctionalInterface
    public interface Reader {
        ResourceContent read(Context context) throws Exception;
    }

    private final String uri;
    private final CacheHint cacheHint;
    private final Optional<Watch> watch;
    private final Reader reader;
    private final ObjectNode description;

    private Resource(Builder builder, Reader reader) {
        this.uri = builder.address();
        this.cacheHint = builder.cacheHint();
        this.watch = builder.watch();
        this.reader = reader;
        this.description = builder.toJson();
    }

    public static Builder at(String uri) {
        Names.requireUri(uri);
        return new Builder(uri);
    }

    public String uri() {
        return uri;
    }

    CacheHint cacheHint() {
        return cacheHint;
    }

    Optional<Watch> watch() {
        return watch;
    }

    Reader reader() {
        return reader;
    }

    ObjectNode toJson() {
        return description.deepCopy();
    }

    /** Collects what a resource is, until {@link #reader} completes it. */
    public static final class Builder extends ResourceBuilder<Builder> {

        private Builder(String uri) {
            super("uri", uri);
        }

        @Override
        Builder self() {
            return this;
        }

        /** The resource with this function behind it. */
        public Resource reader(Reader reader) {
            return new Resource(this, reader);
        }
    }
}
