package dev.remotemcp.conformance;

import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.Resource;
import dev.remotemcp.protocol.ResourceContent;
import dev.remotemcp.protocol.ResourceTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources that the suite reads or listens for. */
final class Resources {

    private static final String TEXT = "test://static-text";
    private static final String BINARY = "test://static-binary";
    private static final String WATCHED = "test://watched-resource";

    private Resources() {
    }

    static List<Resource> all() {
        return List.of(
                Resource.at(TEXT)
                        .name("Static text")
                        .description("Text that never changes.")
                        .reader(context -> ResourceContent.text(
                                TEXT, "text/plain", "This is the content of the static text resource.")),
                Resource.at(BINARY)
                        .name("Static binary")
                        .description("A picture that never changes.")
                        .mimeType("image/png")
                        .reader(context -> ResourceContent.binary(BINARY, "image/png", Samples.png())),
                Resource.at(WATCHED)
                        .name("Watched")
                        .description("Text that can be listened for.")
                        .watch(variables -> Optional.of("1"))
                        .reader(context -> ResourceContent.text(WATCHED, "text/plain", "Watched, version 1.")));
    }

    static List<ResourceTemplate> templates() {
        return List.of(ResourceTemplate.of("test://template/{id}/data")
                .name("Data by id")
                .description("Data that names the id it was asked for.")
                .mimeType("application/json")
                .reader((uri, variables, context) -> Optional.of(
                        ResourceContent.text(uri, "application/json", data(variables)))));
    }

    private static String data(Map<String, String> variables) {
        String id = variables.getOrDefault("id", "");
        return Json.text(Json.object().put("id", id).put("templateTest", true).put("data", "Data for ID: " + id));
    }
}
