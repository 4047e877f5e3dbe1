package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A family of resources, addressed by a template such as {@code snippet://{name}}.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/resources#resource-templates">Resource
 *         templates</a>
 */
public final class ResourceTemplate {

    /** Reads one member of the family. */
    @FunctionalInterface
    public interface Reader {

        /**
         * @param uri       the address that was asked for
         * @param variables the template's variables, decoded
         * @return empty where there is no such resource
         */
        Optional<ResourceContent> read(String uri, Map<String, String> variables, Context context) throws Exception;
    }

    private final UriTemplate template;
    private final CacheHint cacheHint;
    private final Optional<Watch> watch;
    private final Map<String, Completer> completers;
    private final Reader reader;
    private final ObjectNode description;

    private ResourceTemplate(Builder builder, Reader reader) {
        this.template = builder.template;
        this.cacheHint = builder.cacheHint();
        this.watch = builder.watch();
        this.completers = Map.copyOf(builder.completers);
        this.reader = reader;
        this.description = builder.toJson();
    }

    /** @param template RFC 6570, level 1: literal text and {@code {variable}} */
    public static Builder of(String template) {
        return new Builder(UriTemplate.parse(template));
    }

    UriTemplate template() {
        return template;
    }

    CacheHint cacheHint() {
        return cacheHint;
    }

    Optional<Watch> watch() {
        return watch;
    }

    Map<String, Completer> completers() {
        return completers;
    }

    Reader reader() {
        return reader;
    }

    ObjectNode toJson() {
        return description.deepCopy();
    }

    /** Collects what a template is, until {@link #reader} completes it. */
    public static final class Builder extends ResourceBuilder<Builder> {

        private final UriTemplate template;
        private final Map<String, Completer> completers = new HashMap<>();

        private Builder(UriTemplate template) {
            super("uriTemplate", template.text());
            this.template = template;
        }

        @Override
        Builder self() {
            return this;
        }

        /** Suggests values for a variable of the template. */
        public Builder completer(String variable, Completer completer) {
            if (!template.variables().contains(variable)) {
                throw new IllegalArgumentException(
                        "the template " + template.text() + " has no variable '" + variable + "'");
            }
            completers.put(variable, completer);
            return this;
        }

        /** The template with this function behind it. */
        public ResourceTemplate reader(Reader reader) {
            return new ResourceTemplate(this, reader);
        }
    }
}
