package dev.remotemcp.info;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.CacheHint;
import dev.remotemcp.protocol.Implementation;
import dev.remotemcp.protocol.Resource;
import dev.remotemcp.protocol.ResourceContent;
import dev.remotemcp.protocol.Revision;
import java.time.Duration;

/** What the server says of itself: its name, its version and the revisions of the protocol that it speaks. */
public final class ServerInfo {

    private static final String URI = "info://server";
    private static final String MIME_TYPE = "application/json";

    private ServerInfo() {
    }

    public static Resource resource(Implementation implementation) {
        ObjectNode info = Json.object();
        info.put("name", implementation.name());
        info.put("title", implementation.title());
        info.put("version", implementation.version());
        Revision.ids().forEach(info.putArray("protocolVersions")::add);
        ResourceContent content = ResourceContent.text(URI, MIME_TYPE, Json.text(info));
        return Resource.at(URI)
                .name("Server information")
                .description("Name and version of this server, and the protocol versions that it speaks.")
                .mimeType(MIME_TYPE)
                .cacheHint(CacheHint.shared(Duration.ofHours(1)))
                .reader(context -> content);
    }
}
