package dev.remotemcp.protocol;

import dev.remotemcp.json.JsonBody;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one POST to the MCP endpoint carried.
 *
 * @param headers the header fields; looked up whatever their case
 * @param body    as it came, already bounded in size
 */
public record Exchange(Map<String, String> headers, JsonBody body) {

    public Exchange {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = Collections.unmodifiableMap(anyCase);
    }

    /** The value of a header field without the white space around it. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Exchange[%d bytes]", body.size());
    }
}
