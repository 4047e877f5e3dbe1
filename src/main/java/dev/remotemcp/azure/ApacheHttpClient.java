package dev.remotemcp.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Makes the requests of the Azure SDK on the calling thread, without threads or timers of its own for each of them. It
 * follows no redirects and repeats nothing. Interrupting a virtual thread ends its request.
 *
 * <p>Connections are kept for the next request; one that the server has closed meanwhile fails that request with a
 * {@link ClosedConnectionException}.
 */
public final class ApacheHttpClient implements HttpClient, AutoCloseable {

    /** Less than services keep their end open. */
    private static final Timeout MAX_IDLE = Timeout.ofSeconds(60);
    /** Set by the SDK for bodies that it reads, or does not read, in any case. */
    private static final String READ_AT_ONCE = "azure-eagerly-read-response";
    private static final String IGNORE_BODY = "azure-ignore-response-body";
    /** Set by {@link #sending}. */
    private static final String BODY = "dev.remotemcp.azure.body";

    private final ExecutorService threads;
    private final Scheduler scheduler;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;

    /**
     * @param connecting the longest that it takes to connect
     * @param patience   for each wait for bytes of an answer; zero leaves them without a limit
     * @param threads    for requests that the SDK makes asynchronously, and for the resolution of names
     */
    public ApacheHttpClient(Duration connecting, Duration patience, ExecutorService threads) {
        this(connecting, patience, threads, trustingAsJavaDoes());
    }

    ApacheHttpClient(Duration connecting, Duration patience, ExecutorService threads, SSLContext tls) {
        this.threads = threads;
        this.scheduler = Schedulers.fromExecutorService(threads);
        this.connections = PoolingHttpClientConnectionManagerBuilder.create()
                // A request that waited for a connection of another one would do so without a limit.
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setMaxConnPerRoute(Integer.MAX_VALUE)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connecting))
                        .setIdleTimeout(MAX_IDLE)
                        // It would take a read of a millisecond, and a connection may close just after it.
                        .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                        .build())
                .setDnsResolver(new InterruptibleResolver())
                // Java's own verification of host names; HttpClient's reads a list of domains, which a native executable
                // lacks.
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls, HostnameVerificationPolicy.BUILTIN, null))
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(connections)
                .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.DISABLED)
                        .setResponseTimeout(Timeout.of(patience))
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .evictIdleConnections(MAX_IDLE)
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableDefaultUserAgent()
                .disableRedirectHandling()
                .build();
    }

    /**
     * Has a request send a body of several parts as they are; the SDK's own bodies are copied when they are written. The
     * request itself has none then, but for its Content-Length.
     *
     * @param body buffers with arrays; their positions stay
     */
    public static Context sending(List<ByteBuffer> body) {
        return new Context(BODY, body);
    }

    private static SSLContext trustingAsJavaDoes() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    /** A connection was kept for longer than the server did. Whether it has begun to serve the request is unknown. */
    public static final class ClosedConnectionException extends IOException {
        private static final long serialVersionUID = 1L;

        ClosedConnectionException(IOException cause) {
            super("a connection that was kept was closed", cause);
        }
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return send(request, Context.NONE);
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request, Context context) {
        return Mono.fromCallable(() -> sendSync(request, context)).subscribeOn(scheduler);
    }

    /** @throws UncheckedIOException when there is no answer */
    @Override
    public HttpResponse sendSync(HttpRequest request, Context context) {
        HttpUriRequestBase converted = converted(request, context);
        try {
            ApacheHttpResponse response = new ApacheHttpResponse(request, answer(converted), converted::cancel);
            if (isSet(context, READ_AT_ONCE) || isSet(context, IGNORE_BODY)) {
                response.read();
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ClassicHttpResponse answer(HttpUriRequestBase request) throws IOException {
        HttpClientContext exchange = HttpClientContext.create();
        try {
            return client.executeOpen(null, request, exchange);
        } catch (IOException e) {
            throw isKept(exchange.getEndpointDetails()) ? closed(e) : e;
        }
    }

    private static boolean isSet(Context context, String flag) {
        return context.getData(flag).filter(Boolean.TRUE::equals).isPresent();
    }

    private static HttpUriRequestBase converted(HttpRequest request, Context context) {
        HttpUriRequestBase converted = new HttpUriRequestBase(
                request.getHttpMethod().toString(), URI.create(request.getUrl().toString()));
        for (HttpHeader header : request.getHeaders()) {
            // HttpClient sets it from the body.
            if (!header.getName().equalsIgnoreCase(HttpHeaderName.CONTENT_LENGTH.getCaseInsensitiveName())) {
                header.getValuesList().forEach(value -> converted.addHeader(header.getName(), value));
            }
        }
        entity(request, context).ifPresent(converted::setEntity);
        return converted;
    }

    private static Optional<HttpEntity> entity(HttpRequest request, Context context) {
        Optional<Object> parts = context.getData(BODY);
        if (parts.isPresent()) {
            return Optional.of(entity((List<?>) parts.get()));
        }
        BinaryData body = request.getBodyAsBinaryData();
        if (body == null) {
            return Optional.empty();
        }
        String announced = request.getHeaders().getValue(HttpHeaderName.CONTENT_LENGTH);
        long length = body.getLength() != null ? body.getLength() : announced != null ? Long.parseLong(announced) : -1;
        return Optional.of(new EntityTemplate(length, null, null, body::writeTo));
    }

    private static HttpEntity entity(List<?> parts) {
        List<ByteBuffer> buffers = parts.stream().map(ByteBuffer.class::cast).toList();
        return new EntityTemplate(buffers.stream().mapToLong(ByteBuffer::remaining).sum(), null, null, out -> {
            for (ByteBuffer part : buffers) {
                out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
            }
        });
    }

    private static boolean isKept(@Nullable EndpointDetails connection) {
        return connection != null && connection.getResponseCount() > 0;
    }

    private IOException closed(IOException e) {
        if (Thread.currentThread().isInterrupted() || e instanceof InterruptedIOException) {
            return e;
        }
        // Most likely the others are closed as well.
        connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
        return new ClosedConnectionException(e);
    }

    /** Ends what is in flight. */
    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing ends a thread that waits for the system's resolver, so that is done by another one. */
    private final class InterruptibleResolver implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return threads.submit(() -> InetAddress.getAllByName(host)).get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof UnknownHostException unknown ? unknown : new UnknownHostException(host);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException(host);
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
