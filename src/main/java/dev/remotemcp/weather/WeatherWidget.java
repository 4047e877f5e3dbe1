package dev.remotemcp.weather;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.CacheHint;
import dev.remotemcp.protocol.Resource;
import dev.remotemcp.protocol.ResourceContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The page that shows the weather inside of a chat (MCP Apps, specification 2026-01-26). It is built from
 * {@code frontend/} into one file on the class path.
 */
public final class WeatherWidget {

    static final String URI = "ui://weather/index.html";

    private static final String MIME_TYPE = "text/html;profile=mcp-app";
    private static final String FILE = "/widgets/weather.html";

    private WeatherWidget() {
    }

    /** @throws IllegalStateException when the build left the page out: better at the start than in a user's chat */
    public static Resource resource() {
        ResourceContent content = new ResourceContent.Text(URI, MIME_TYPE, page(), meta());
        return Resource.at(URI)
                .name("Weather Widget")
                .description("Shows the result of get_weather.")
                .mimeType(MIME_TYPE)
                .cacheHint(CacheHint.shared(Duration.ofMinutes(5)))
                .reader(context -> content);
    }

    /** The page is complete in itself: it may load nothing and call nobody. */
    private static ObjectNode meta() {
        ObjectNode meta = Json.object();
        ObjectNode ui = meta.putObject("ui").put("prefersBorder", true);
        ObjectNode csp = ui.putObject("csp");
        csp.putArray("connectDomains");
        csp.putArray("resourceDomains");
        csp.putArray("frameDomains");
        csp.putArray("baseUriDomains");
        return meta;
    }

    private static String page() {
        try (InputStream in = Optional.ofNullable(WeatherWidget.class.getResourceAsStream(FILE))
                .orElseThrow(() -> new IllegalStateException(
                        FILE + " is not on the class path; Maven builds it from frontend/ (mvn compile)"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
