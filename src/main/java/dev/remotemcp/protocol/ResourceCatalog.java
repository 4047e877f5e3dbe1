package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The methods {@code resources/*}. */
final class ResourceCatalog {

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final List<ResourceTemplate> templates;
    private final Pages pages;

    ResourceCatalog(List<Resource> resources, List<ResourceTemplate> templates, Pages pages) {
        Names.requireUnique("resources", resources, Resource::uri);
        Names.requireUnique("resource templates", templates, template -> template.template().text());
        resources.forEach(resource -> this.resources.put(resource.uri(), resource));
        this.templates = List.copyOf(templates);
        this.pages = pages;
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

    Outcome read(Call call) throws Exception {
        Optional<String> uri = call.text("uri");
        if (uri.isEmpty()) {
            return call.notText("uri");
        }
        Optional<Resource> resource = Optional.ofNullable(resources.get(uri.get()));
        if (resource.isPresent()) {
            return contents(resource.get().reader().read(call.context()), resource.get().cacheHint());
        }
        for (ResourceTemplate template : templates) {
            Optional<Map<String, String>> variables = template.template().match(uri.get());
            if (variables.isPresent()) {
                return template.reader().read(uri.get(), variables.get(), call.context())
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
