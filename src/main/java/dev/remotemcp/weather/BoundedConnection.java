package dev.remotemcp.weather;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webclient.api.ClientConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection that delivers a bounded number of bytes, counted where they arrive: Helidon gathers a chunk of a chunked
 * body in memory before anyone sees its first byte, and the server says how large a chunk is.
 */
final class BoundedConnection implements ClientConnection, AutoCloseable {

    private final ClientConnection connection;
    private final DataReader reader;
    private int remaining;

    BoundedConnection(ClientConnection connection, int maxBytes) {
        this.connection = connection;
        this.remaining = maxBytes;
        this.reader = DataReader.create(this::nextBytes);
    }

    private byte @Nullable [] nextBytes() {
        byte @Nullable [] bytes = connection.helidonSocket().get();
        if (bytes != null) {
            remaining -= bytes.length;
            if (remaining < 0) {
                throw new TooLargeException();
            }
        }
        return bytes;
    }

    @Override
    public DataReader reader() {
        return reader;
    }

    @Override
    public DataWriter writer() {
        return connection.writer();
    }

    @Override
    public String channelId() {
        return connection.channelId();
    }

    @Override
    public HelidonSocket helidonSocket() {
        return connection.helidonSocket();
    }

    @Override
    public void readTimeout(Duration readTimeout) {
        connection.readTimeout(readTimeout);
    }

    @Override
    public boolean isConnected() {
        return connection.isConnected();
    }

    @Override
    public void releaseResource() {
        connection.releaseResource();
    }

    @Override
    public void closeResource() {
        connection.closeResource();
    }

    @Override
    public void close() {
        closeResource();
    }

    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
