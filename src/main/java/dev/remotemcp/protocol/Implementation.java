package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.List;

/**
 * The name and version of a server.
 *
 * @param name  for programs
 * @param title for people
 */
public record Implementation(String name, String title, String version, List<Icon> icons) {

    public Implementation {
        Names.requireText("name of the server", name);
        Names.requireText("version of the server", version);
        icons = List.copyOf(icons);
    }

    public Implementation(String name, String title, String version) {
        this(name, title, version, List.of());
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object().put("name", name).put("title", title).put("version", version);
        Icon.write(icons, json);
        return json;
    }
}
