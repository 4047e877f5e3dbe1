package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods {@code resources/*}. */
final class ResourceCatalog {

    /** Tells what a watched resource is like now. */
    interface Watched {
        Optional<String> version() throws Exception;
    }

    private final List<ResourceTemplate> templates;
    private final Pages pages;
    private volatile Map<String, Resource> resources;

    ResourceCatalog(List<Resource> resources, List<ResourceTemplate> templates, Pages pages) {
        Names.requireUnique("resource templates", templates, template -> template.template().text());
        this.templates = List.copyOf(templates);
        this.pages = pages;
        this.resources = Names.index("resources", resources, Resource::uri);
    }

    void replace(List<Resource> replacement) {
        resources = Names.index("resources", replacement, Resource::uri);
    }

    /** Whether there is any resource that tells of its changes. */
    boolean isWatchable() {
        return resources.values().stream().anyMatch(resource -> resource.watch().isPresent())
                || templates.stream().anyMatch(template -> template.watch().isPresent());
    }

    /** How to watch the resource at an address; empty where it does not tell of its changes. */
    Optional<Watched> watched(String uri) {
        Optional<Resource> resource = Optional.ofNullable(resources.get(uri));
        if (resource.isPresent()) {
            return resource.get().watch().map(watch -> () -> watch.version(Map.of()));
        }
        return templates.stream()
                .flatMap(template -> template.template().match(uri).stream()
                        .flatMap(variables -> template.watch().stream()
                                .<Watched>map(watch -> () -> watch.version(variables))))
                .findFirst();
    }

    /**
     * {@code resources/subscribe} and its opposite. They are taken for resources that can be watched, but there is no
     * stream on which a legacy client could be told; the capability is therefore not declared.
     */
    Outcome subscribe(Call call) {
        Optional<String> uri = call.text("uri");
        if (uri.isEmpty()) {
            return call.notText("uri");
        }
        return watched(uri.get()).isPresent() ? Outcome.empty() : new Outcome.NoResource(uri.get());
    }

    boolean isEmpty() {
        return resources.isEmpty() && templates.isEmpty();
    }

    List<ResourceTemplate> templates() {
        return templates;
    }

    Outcome list(Call call) {
        return pages.list(call, "resources", List.copyOf(resources.values()), Resource::uri, Resource::toJson);
    }

    Outcome listTemplates(Call call) {
        return pages.list(call, "resourceTemplates", templates,
                template -> template.template().text(), ResourceTemplate::toJson);
    }

    Outcome read(Call call, Context context) throws Exception {
        Optional<String> uri = call.text("uri");
        if (uri.isEmpty()) {
            return call.notText("uri");
        }
        Optional<Resource> resource = Optional.ofNullable(resources.get(uri.get()));
        if (resource.isPresent()) {
            return contents(resource.get().reader().read(context), resource.get().cacheHint());
        }
        for (ResourceTemplate template : templates) {
            Optional<Map<String, String>> variables = template.template().match(uri.get());
            if (variables.isPresent()) {
                return template.reader().read(uri.get(), variables.get(), context)
                        .map(content -> contents(content, template.cacheHint()))
                        .orElseGet(() -> new Outcome.NoResource(uri.get()));
            }
        }
        return new Outcome.NoResource(uri.get());
    }

    private static Outcome contents(ResourceContent content, CacheHint hint) {
        ObjectNode body = Json.object();
        body.putArray("contents").add(content.toJson());
        return new Outcome.Cacheable(body, hint);
    }
}
