package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.Json;

/** The name and version of a server, as shown to people. */
public record Implementation(String name, String title, String version) {

    public Implementation {
        Names.requireText("name of the server", name);
        Names.requireText("version of the server", version);
    }

    ObjectNode toJson() {
        return Json.object().put("name", name).put("title", title).put("version", version);
    }
}
