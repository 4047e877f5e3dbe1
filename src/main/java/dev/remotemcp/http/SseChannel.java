package dev.remotemcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.Channel;
import dev.remotemcp.protocol.jsonrpc.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An answer that becomes an event stream with its first message. As long as none was sent, the response is untouched and
 * can still be one JSON document.
 */
final class SseChannel implements Channel {

    private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerResponse response;
    private Optional<OutputStream> stream = Optional.empty();

    SseChannel(ServerResponse response) {
        this.response = response;
    }

    boolean isOpen() {
        return stream.isPresent();
    }

    @Override
    public void send(ObjectNode message) {
        write(message);
    }

    /** Sends the answer itself and ends the stream. */
    void finish(JsonNode answer) {
        write(answer);
        try {
            open().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(JsonNode message) {
        OutputStream out = open();
        try {
            // JSON has no line breaks outside of strings, and inside they are escaped: one data line is enough.
            out.write(EVENT);
            out.write(Json.bytes(message));
            out.write(END);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OutputStream open() {
        if (stream.isEmpty()) {
            response.status(Status.OK_200)
                    .header(HeaderNames.CONTENT_TYPE, MediaTypes.EVENT_STREAM)
                    .header(HeaderNames.CACHE_CONTROL, "no-store")
                    // Asks proxies not to hold events back.
                    .header("X-Accel-Buffering", "no");
            stream = Optional.of(response.outputStream());
        }
        return stream.get();
    }
}
