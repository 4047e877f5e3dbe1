package dev.remotemcp.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.json.Utf8Text;
import dev.remotemcp.protocol.Cancellation;
import dev.remotemcp.protocol.Channel;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An answer that becomes an event stream with its first message, or when the call has been silent for a while. As long as
 * neither has happened, the response is untouched and can still be one JSON document.
 *
 * <p>A silent stream gets a comment now and then, for two reasons: proxies cut connections that look dead, and a write is
 * the only way to notice that a client has gone.
 */
final class SseChannel implements Channel {

    private static final byte[] EVENT = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    /** How long one message may take to be written. */
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(30);

    @FunctionalInterface
    private interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }

    private final ServerResponse response;
    private final Cancellation cancellation;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<OutputStream> stream = Optional.empty();
    private volatile Optional<Thread> writer = Optional.empty();
    private volatile long lastWrite = System.nanoTime();
    private volatile boolean ended;

    /** @param patience how long nothing may be written */
    SseChannel(ServerResponse response, Cancellation cancellation, Duration patience) {
        this.response = response;
        this.cancellation = cancellation;
        this.patience = patience;
    }

    @Override
    public boolean isStreaming() {
        return !ended;
    }

    @Override
    public void send(ObjectNode message) {
        lock.lock();
        try {
            // Whoever was cancelled is interrupted, and writing while interrupted would close the connection.
            if (!ended && !cancellation.isCancelled()) {
                write(event(message));
            }
        } finally {
            lock.unlock();
        }
    }

    /** To be called regularly, by any thread. */
    void keepAlive() {
        if (lock.tryLock()) {
            try {
                if (!ended && System.nanoTime() - lastWrite >= patience.toNanos()) {
                    write(out -> out.write(COMMENT));
                }
            } finally {
                lock.unlock();
            }
        } else if (System.nanoTime() - lastWrite >= WRITE_PATIENCE.toNanos()) {
            // The client does not read what it asked for. Interrupting who writes to it closes the connection.
            writer.ifPresent(Thread::interrupt);
        }
    }

    /** Nothing is sent any more but the answer. Returns whether there is a stream, which {@link #finish} has to end. */
    boolean end() {
        lock.lock();
        try {
            ended = true;
            return stream.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream with the answer itself. */
    void finish(JsonNode answer) {
        write(event(answer));
        finish();
    }

    /** Ends the stream without an answer. */
    void finish() {
        try {
            open().close();
        } catch (IOException | RuntimeException e) {
            cancellation.disconnect();
        }
    }

    /** JSON has no line breaks outside of strings, and inside they are escaped: one data line is enough. */
    private static Writing event(JsonNode message) {
        Utf8Text json = Json.utf8(message);
        return out -> {
            out.write(EVENT);
            json.writeTo(out);
            out.write(END);
        };
    }

    private void write(Writing writing) {
        writer = Optional.of(Thread.currentThread());
        lastWrite = System.nanoTime();
        try {
            OutputStream out = open();
            writing.writeTo(out);
            out.flush();
            lastWrite = System.nanoTime();
        } catch (IOException | RuntimeException e) {
            // Helidon reports a broken connection with exceptions of several kinds.
            ended = true;
            cancellation.disconnect();
        } finally {
            writer = Optional.empty();
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
