package dev.remotemcp.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.CoreUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An answer. Its body, of {@value #MAX_BODY} bytes at most, is read as a whole when it is first asked for; then, or when the
 * answer is closed, the connection is free for the next request.
 */
final class ApacheHttpResponse extends HttpResponse {

    /** Twice the largest snippet, and several times the longest page of a list. */
    static final int MAX_BODY = 32 * 1024 * 1024;
    /** Reading past a body that nobody wants keeps the connection; beyond this a new one is cheaper. */
    private static final int MAX_DISCARDED = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final ClassicHttpResponse answer;
    private final Runnable cutting;
    private final HttpHeaders headers = new HttpHeaders();
    private byte @Nullable [] body;

    /** @param cutting ends the connection: closing the answer alone would read on to its end */
    ApacheHttpResponse(HttpRequest request, ClassicHttpResponse answer, Runnable cutting) throws IOException {
        super(request);
        this.answer = answer;
        this.cutting = cutting;
        for (Header header : answer.getHeaders()) {
            headers.add(HttpHeaderName.fromString(header.getName()), header.getValue());
        }
        if (answer.getEntity() == null || answer.getEntity().getContentLength() == 0) {
            read();
        }
    }

    byte[] read() throws IOException {
        if (body == null) {
            try {
                body = answer.getEntity() == null ? NOTHING : bytes(answer.getEntity());
            } catch (IOException e) {
                cutting.run();
                throw e;
            }
            answer.close();
        }
        return body;
    }

    private static byte[] bytes(HttpEntity entity) throws IOException {
        long length = entity.getContentLength();
        if (length > MAX_BODY) {
            throw tooLarge(length + " bytes");
        }
        InputStream in = entity.getContent();
        if (length < 0) {
            byte[] bytes = in.readNBytes(MAX_BODY);
            if (in.read() >= 0) {
                throw tooLarge("more");
            }
            return bytes;
        }
        byte[] bytes = new byte[(int) length];
        // The stream throws if it ends early; and it must see its end for the connection to be kept.
        in.readNBytes(bytes, 0, bytes.length);
        in.read();
        return bytes;
    }

    private static IOException tooLarge(String size) {
        return new IOException("a body of %s, where at most %d bytes are read".formatted(size, MAX_BODY));
    }

    private byte[] bytes() {
        try {
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int getStatusCode() {
        return answer.getCode();
    }

    @Override
    @Deprecated
    public @Nullable String getHeaderValue(String name) {
        return getHeaderValue(HttpHeaderName.fromString(name));
    }

    @Override
    public @Nullable String getHeaderValue(HttpHeaderName name) {
        return headers.getValue(name);
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public BinaryData getBodyAsBinaryData() {
        return BinaryData.fromBytes(bytes());
    }

    @Override
    public Flux<ByteBuffer> getBody() {
        return getBodyAsByteArray().map(ByteBuffer::wrap).flux();
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
        return Mono.fromCallable(this::read);
    }

    @Override
    public Mono<String> getBodyAsString() {
        return getBodyAsByteArray().map(bytes ->
                CoreUtils.bomAwareToString(bytes, headers.getValue(HttpHeaderName.CONTENT_TYPE)));
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
        return getBodyAsByteArray().map(bytes -> new String(bytes, charset));
    }

    @Override
    public void close() {
        if (body == null) {
            body = NOTHING;
            try {
                HttpEntity entity = answer.getEntity();
                if (entity.getContentLength() > MAX_DISCARDED
                        || entity.getContent().readNBytes(MAX_DISCARDED + 1).length > MAX_DISCARDED) {
                    cutting.run();
                }
                answer.close();
            } catch (IOException e) {
                // Broken off, which ends the connection.
                cutting.run();
            }
        }
    }
}
