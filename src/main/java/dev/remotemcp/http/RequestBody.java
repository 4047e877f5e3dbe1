package dev.remotemcp.http;

import dev.remotemcp.json.JsonBody;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** What became of the body of a request. */
sealed interface RequestBody {

    /**
     * How much of a refused body is read and thrown away, so that a client that sends before it listens gets to read the
     * answer. Beyond it the connection is cut.
     */
    long MAX_DISCARDED = 64L * 1024 * 1024;

    record Complete(JsonBody json) implements RequestBody {
    }

    /** @param rest what has not been read of it; a body can be asked for once only */
    record TooLarge(Supplier<InputStream> rest) implements RequestBody {
    }

    /** Ended early, or broken chunks: where the next request would begin cannot be told. */
    record Malformed() implements RequestBody {
    }

    /** @param maxBytes what is announced to be larger is not read at all, and what turns out to be larger no further */
    static RequestBody read(ServerRequest request, int maxBytes) {
        if (!request.content().hasEntity()) {
            return new Complete(JsonBody.of(new byte[0]));
        }
        if (request.headers().contentLength().orElse(0) > maxBytes) {
            return new TooLarge(request.content()::inputStream);
        }
        try {
            // Not closed: closing reads on, and hangs where reading has failed. The server disposes of what is left.
            InputStream in = new Received(request.content().inputStream());
            JsonBody json = JsonBody.read(in, maxBytes);
            return in.read() < 0 ? new Complete(json) : new TooLarge(() -> in);
        } catch (RequestException e) {
            return e.status().code() == 413 ? new TooLarge(InputStream::nullInputStream) : new Malformed();
        } catch (IOException e) {
            return new Malformed();
        }
    }

    /** Has all that Helidon throws of a body that breaks off or is broken, of many kinds, be of one. */
    final class Received extends FilterInputStream {

        private Received(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] next = new byte[1];
            return read(next, 0, 1) < 0 ? -1 : next[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return in.read(bytes, offset, length);
            } catch (RequestException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new IOException("the body could not be read", e);
            }
        }
    }

    /** Reads past a body that nobody wants, unless the client waits to be asked for it. */
    static void discard(ServerRequest request, Supplier<InputStream> rest) {
        if (isWaiting(request) || !request.content().hasEntity()) {
            return;
        }
        try {
            rest.get().skip(MAX_DISCARDED);
        } catch (IOException | RuntimeException e) {
            // Broken off, which ends the connection either way.
        }
    }

    /** Whether the client holds its body back until it is told to go on. */
    private static boolean isWaiting(ServerRequest request) {
        return request.headers().containsToken(HeaderValues.EXPECT_100) && !request.continueSent();
    }
}
