package dev.remotemcp.snippets;

import com.azure.core.http.HttpClient;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;

/**
 * The HTTP client below the SDK, which works on the calling thread. A request that meets the server's closing of a
 * connection that it had used before is sent again at once, over a new connection; every other failure is the caller's to
 * repeat.
 */
final class BlobHttp {

    private static final int MAX_IDLE_CONNECTIONS = 64;
    /** Less than services keep their end open. */
    private static final Duration MAX_IDLE = Duration.ofSeconds(60);
    private static final String RETRY_AFTER = "Retry-After";

    private BlobHttp() {
    }

    /**
     * @param connecting the longest that it takes to connect
     * @param patience   for each read and write; zero leaves them without a limit of their own
     * @param threads    for requests that the SDK sends asynchronously, and for the resolution of names
     */
    static HttpClient client(Duration connecting, Duration patience, ExecutorService threads) {
        Dispatcher dispatcher = new Dispatcher(threads);
        // Five requests at once would be the most, and the others would wait without any limit.
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        OkHttpClient plain = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(MAX_IDLE_CONNECTIONS, MAX_IDLE.toSeconds(), TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .dns(host -> addresses(host, threads))
                .followRedirects(false)
                .addNetworkInterceptor(BlobHttp::withoutLeaveToRepeat)
                .build();
        return new OkHttpAsyncHttpClientBuilder(plain)
                .connectionTimeout(connecting)
                .responseTimeout(Duration.ZERO)
                .readTimeout(patience)
                .writeTimeout(patience)
                .build();
    }

    /** Nothing ends a thread that waits for the system's resolver, so that is done by another one. */
    private static List<InetAddress> addresses(String host, ExecutorService threads) throws UnknownHostException {
        try {
            return threads.submit(() -> Dns.SYSTEM.lookup(host)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown ? unknown : new UnknownHostException(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    /**
     * OkHttp repeats at once what a service says that it may, and what a service gave up on, and the store would not know
     * of that try.
     */
    private static Response withoutLeaveToRepeat(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        return switch (response.code() + " " + response.header(RETRY_AFTER, "")) {
            case "408 ", "408 0" -> response.newBuilder().header(RETRY_AFTER, "1").build();
            case "503 0" -> response.newBuilder().removeHeader(RETRY_AFTER).build();
            default -> response;
        };
    }
}
