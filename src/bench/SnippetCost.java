import static java.nio.charset.StandardCharsets.US_ASCII;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import dev.remotemcp.TestServer;
import dev.remotemcp.json.Json;
import dev.remotemcp.snippets.AzuriteServer;
import dev.remotemcp.snippets.SnippetName;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a snippet costs through the store and through the server, compared with the same call of the Azure SDK alone, over
 * a client of its own: in one JVM, over one Azurite, in turns. A round has a block of the one and a block of the other,
 * and either is first in every other round. The ratio of a round is that of its blocks; the medians of the rounds are
 * printed. The CPU time is that of the whole process, and for the server also without that of the benchmark's own HTTP
 * client, which is not the server's.
 */
final class SnippetCost {

    /** In seconds, for each size. The compilers of the JVM are busy meanwhile, and what they take is not measured. */
    private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm-up", 60));
    private static final int ROUNDS = Integer.getInteger("rounds", 20);
    /** The HTTP client of the SDK alone. */
    private static final String BARE = System.getProperty("bare", "jdk");
    private static final int[] SIZES = Arrays.stream(System.getProperty("sizes", "1024,65536,1048576").split(","))
            .mapToInt(Integer::parseInt).toArray();
    /** What snippets are made of; a line has three characters that JSON escapes. */
    private static final String SOURCE_LINE = "    System.out.println(\"Hello, \" + name);\n";

    private SnippetCost() {
    }

    private interface Work {
        void run() throws Exception;
    }

    private record Comparison(String operation, Work through, Work bare) {
    }

    /**
     * What a call took, in microseconds.
     *
     * @param ofCaller the part of the CPU time that is the calling thread's, which is the client of the server
     */
    private record Cost(double wall, double cpu, double ofCaller) {

        double cpuOfOthers() {
            return cpu - ofCaller;
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.printf("Java %s, %s %s, %d processors, %d rounds; the SDK alone over %s%n", Runtime.version(),
                System.getProperty("os.name"), System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(), ROUNDS, BARE);
        for (int size : SIZES) {
            compare(size);
        }
    }

    /** With an Azurite of its own: after ten minutes it looks for content that was overwritten, and answers nobody. */
    private static void compare(int size) throws Exception {
        try (AzuriteServer azurite = AzuriteServer.start();
                TestServer server = TestServer.start(Map.of("AzureWebJobsStorage", azurite.connectionString()));
                Connection connection = new Connection(server.port())) {
            BlobContainerClient bare = new BlobServiceClientBuilder()
                    .connectionString(azurite.connectionString())
                    .httpClient(bareClient())
                    .serviceVersion(BlobServiceVersion.V2023_11_03)
                    .buildClient().createBlobContainerIfNotExists("snippets");
            String text = SOURCE_LINE.repeat(size / SOURCE_LINE.length() + 1).substring(0, size);
            byte[] save = call("save_snippet", "through the server", text);
            byte[] get = call("get_snippet", "through the server", "");
            byte[] content = text.getBytes(US_ASCII);
            SnippetName name = new SnippetName("through the store");
            List<Comparison> comparisons = List.of(
                    new Comparison("save, store",
                            () -> server.store().save(name, content),
                            () -> bare.getBlobClient("bare.json").upload(BinaryData.fromBytes(content), true)),
                    new Comparison("get, store",
                            () -> server.store().find(name).orElseThrow(),
                            () -> bare.getBlobClient("bare.json").downloadContent().toBytes()),
                    new Comparison("save, server",
                            () -> connection.exchange(save),
                            () -> bare.getBlobClient("bare.json").upload(BinaryData.fromString(text), true)),
                    new Comparison("get, server",
                            () -> connection.exchange(get),
                            () -> bare.getBlobClient("bare.json").downloadContent().toString()));
            warmUp(comparisons);
            for (Comparison comparison : comparisons) {
                compare(comparison, size);
            }
        }
    }

    private static HttpClient bareClient() {
        return switch (BARE) {
            case "okhttp" -> new OkHttpAsyncHttpClientBuilder().build();
            case "jdk" -> new JdkHttpClientBuilder().build();
            default -> throw new IllegalArgumentException("bare is " + BARE + ", but must be okhttp or jdk");
        };
    }

    private static void warmUp(List<Comparison> comparisons) throws Exception {
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            for (Comparison comparison : comparisons) {
                measure(10, comparison.through());
                measure(10, comparison.bare());
            }
        }
    }

    private static void compare(Comparison comparison, int size) throws Exception {
        int calls = Math.clamp(40_000_000 / size, 40, 200);
        Cost[] throughCosts = new Cost[ROUNDS];
        Cost[] bareCosts = new Cost[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            if (round % 2 == 0) {
                throughCosts[round] = measure(calls, comparison.through());
            }
            bareCosts[round] = measure(calls, comparison.bare());
            if (round % 2 == 1) {
                throughCosts[round] = measure(calls, comparison.through());
            }
        }
        System.out.printf(Locale.ROOT, "%-12s %7d bytes: wall %.2f (bare %.0f us), CPU %.2f (bare %.0f us)%s%n",
                comparison.operation(), size,
                ratio(throughCosts, Cost::wall, bareCosts, Cost::wall), median(bareCosts, Cost::wall),
                ratio(throughCosts, Cost::cpu, bareCosts, Cost::cpu), median(bareCosts, Cost::cpu),
                comparison.operation().endsWith("server")
                        ? ", %.2f without the client's".formatted(
                                ratio(throughCosts, Cost::cpuOfOthers, bareCosts, Cost::cpu))
                        : "");
    }

    /** The median of the rounds' ratios. */
    private static double ratio(Cost[] through, ToDoubleFunction<Cost> part, Cost[] bare, ToDoubleFunction<Cost> ofWhat) {
        return median(IntStream.range(0, ROUNDS)
                .mapToDouble(round -> part.applyAsDouble(through[round]) / ofWhat.applyAsDouble(bare[round])));
    }

    private static double median(Cost[] costs, ToDoubleFunction<Cost> part) {
        return median(Arrays.stream(costs).mapToDouble(part));
    }

    private static double median(DoubleStream values) {
        return values.sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }

    private static Cost measure(int calls, Work work) throws Exception {
        double cpu = CpuClock.ofProcess();
        double ofCaller = CpuClock.ofThread();
        long start = System.nanoTime();
        for (int call = 0; call < calls; call++) {
            work.run();
        }
        return new Cost((System.nanoTime() - start) / 1e3 / calls, (CpuClock.ofProcess() - cpu) / calls,
                (CpuClock.ofThread() - ofCaller) / calls);
    }

    /** CPU time in microseconds. What the JVM tells of it is counted in ticks of 10 ms, and so misses short work. */
    private static final class CpuClock {

        private static final boolean IS_MAC = System.getProperty("os.name").startsWith("Mac");
        private static final int PROCESS = IS_MAC ? 12 : 2;
        private static final int THREAD = IS_MAC ? 16 : 3;
        private static final MethodHandle GET_TIME = Linker.nativeLinker().downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        private static final MemorySegment TIME = Arena.global().allocate(ValueLayout.JAVA_LONG, 2);

        static double ofProcess() {
            return micros(PROCESS);
        }

        static double ofThread() {
            return micros(THREAD);
        }

        private static double micros(int clock) {
            try {
                if ((int) GET_TIME.invokeExact(clock, TIME) != 0) {
                    throw new IllegalStateException("this system has no clock of CPU time");
                }
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
            return TIME.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1e6 + TIME.getAtIndex(ValueLayout.JAVA_LONG, 1) / 1e3;
        }
    }

    private static byte[] call(String tool, String name, String content) {
        var message = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        message.putObject("params").put("name", tool).putObject("arguments")
                .put("snippetname", name).put("snippet", content);
        byte[] body = Json.bytes(message);
        byte[] head = String.join("\r\n", List.of("POST /mcp HTTP/1.1", "Host: localhost",
                "Content-Type: application/json", "Accept: application/json", "Content-Length: " + body.length, "", ""))
                .getBytes(US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** A client that does as little as possible: one connection, requests that are bytes already. */
    private static final class Connection implements AutoCloseable {

        private static final int TAIL = 64;

        private final Socket socket;
        private final InputStream in;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }

        void exchange(byte[] request) throws IOException {
            socket.getOutputStream().write(request);
            if (!line().startsWith("HTTP/1.1 200")) {
                throw new IOException("refused");
            }
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            byte[] body = new byte[length];
            in.readNBytes(body, 0, length);
            // It stands at the end.
            if (new String(body, Math.max(0, length - TAIL), Math.min(length, TAIL), US_ASCII).contains("\"isError\":true")) {
                throw new IOException("failed");
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException();
                }
                if (next != '\r') {
                    line.append((char) next);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
