package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.Json;

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
    private final Reader reader;
    private final ObjectNode description;

    private Resource(Builder builder, Reader reader) {
        this.uri = builder.uri;
        this.cacheHint = builder.cacheHint;
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

    Reader reader() {
        return reader;
    }

    ObjectNode toJson() {
        return description.deepCopy();
    }

    /** Collects what a resource is, until {@link #reader} completes it. */
    public static final class Builder {

        private final String uri;
        private String name;
        private String description = "";
        private String mimeType = "text/plain";
        private CacheHint cacheHint = CacheHint.NONE;

        private Builder(String uri) {
            this.uri = uri;
            this.name = uri;
        }

        /** The name that people see. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder description(String description) {
            this.description = description;
            return this;
        }

        public Builder mimeType(String mimeType) {
            this.mimeType = mimeType;
            return this;
        }

        /** How long clients may keep what they read; by default not at all. */
        public Builder cacheHint(CacheHint cacheHint) {
            this.cacheHint = cacheHint;
            return this;
        }

        /** The resource with this function behind it. */
        public Resource reader(Reader reader) {
            Names.requireText("description of resource '" + uri + "'", description);
            return new Resource(this, reader);
        }

        private ObjectNode toJson() {
            return Json.object()
                    .put("uri", uri)
                    .put("name", name)
                    .put("description", description)
                    .put("mimeType", mimeType);
        }
    }
}
