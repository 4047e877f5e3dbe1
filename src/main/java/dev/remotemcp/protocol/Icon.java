package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A picture by which people recognise a server, tool, prompt or resource.
 *
 * @param src   an {@code https:} address on this server's own host, or a {@code data:} URI, which needs no request
 * @param sizes such as {@code 48x48}, or {@code any} for a scalable one
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic#icons">Icons</a>
 */
public record Icon(String src, String mimeType, List<String> sizes) {

    public Icon {
        if (!src.startsWith("https:") && !src.startsWith("data:")) {
            throw new IllegalArgumentException(
                    "an icon's address starts with https: or data:, but this one is '" + Text.shortened(src) + "'");
        }
        sizes = List.copyOf(sizes);
    }

    /** An icon drawn by this SVG document, carried along as a {@code data:} URI. */
    public static Icon svg(String document) {
        return ofData("image/svg+xml", document.getBytes(StandardCharsets.UTF_8), "any");
    }

    /**
     * A square picture in the format that every client with icons knows, carried along as a {@code data:} URI.
     *
     * @param size width and height in pixels
     */
    public static Icon png(byte[] image, int size) {
        return ofData("image/png", image, size + "x" + size);
    }

    private static Icon ofData(String mimeType, byte[] image, String size) {
        String base64 = Base64.getEncoder().encodeToString(image);
        return new Icon("data:" + mimeType + ";base64," + base64, mimeType, List.of(size));
    }

    /** Adds the member {@code icons} where there are any. */
    static void write(List<Icon> icons, ObjectNode json) {
        if (!icons.isEmpty()) {
            ArrayNode array = json.putArray("icons");
            icons.forEach(icon -> array.add(icon.toJson()));
        }
    }

    private ObjectNode toJson() {
        ObjectNode json = Json.object().put("src", src).put("mimeType", mimeType);
        sizes.forEach(json.putArray("sizes")::add);
        return json;
    }
}
