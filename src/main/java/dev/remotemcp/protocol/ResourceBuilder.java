package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What a resource and a family of them have in common.
 *
 * @param <B> the builder that is being used
 */
abstract sealed class ResourceBuilder<B extends ResourceBuilder<B>> permits Resource.Builder, ResourceTemplate.Builder {

    private final String field;
    private final String address;
    private String name;
    private String title = "";
    private String description = "";
    private String mimeType = "text/plain";
    private CacheHint cacheHint = CacheHint.NONE;
    private Optional<Watch> watch = Optional.empty();
    private List<Icon> icons = List.of();

    /** @param field what the address is called on the wire */
    ResourceBuilder(String field, String address) {
        this.field = field;
        this.address = address;
        this.name = address;
    }

    abstract B self();

    /** The name that programs use; the address by default. */
    public B name(String name) {
        this.name = name;
        return self();
    }

    /** The name that people see; {@link #name} by default. */
    public B title(String title) {
        this.title = title;
        return self();
    }

    /** What there is to read. Must not stay blank. */
    public B description(String description) {
        this.description = description;
        return self();
    }

    /** {@code text/plain} by default. */
    public B mimeType(String mimeType) {
        this.mimeType = mimeType;
        return self();
    }

    /** How long clients may keep what they read; by default not at all. */
    public B cacheHint(CacheHint cacheHint) {
        this.cacheHint = cacheHint;
        return self();
    }

    public B icons(Icon... icons) {
        this.icons = List.of(icons);
        return self();
    }

    /** Lets clients listen for changes. */
    public B watch(Watch watch) {
        this.watch = Optional.of(watch);
        return self();
    }

    Optional<Watch> watch() {
        return watch;
    }

    String address() {
        return address;
    }

    CacheHint cacheHint() {
        return cacheHint;
    }

    ObjectNode toJson() {
        Names.requireText("description of '" + address + "'", description);
        ObjectNode json = Json.object().put(field, address).put("name", name);
        if (!title.isEmpty()) {
            json.put("title", title);
        }
        Icon.write(icons, json);
        return json.put("description", description).put("mimeType", mimeType);
    }
}
