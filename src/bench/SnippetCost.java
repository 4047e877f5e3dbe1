import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpClientProvider;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/**
 * What a snippet costs through the store and through the server, compared with the same call of the Azure SDK alone,
 * over a client of its own: in one JVM, over one Azurite, in turns. The CPU time is that of the whole process, and for
 * the server also without that of the benchmark's own HTTP client, which is not the server's. What it costs to receive
 * the request and to throw it away is told too.
 */
final class SnippetCost {

    private static final int ROUNDS = Integer.getInteger("rounds", 20);
    /** The HTTP client of the SDK alone. */
    private static final String BARE = System.getProperty("bare", "jdk");
    private static final int[] SIZES = Arrays.stream(System.getProperty("sizes", "1024,65536,1048576").split(","))
            .mapToInt(Integer::parseInt).toArray();

    /**
     * Calls are made until the JVM's compilers have little to do in such a time: that takes tens of thousands of calls,
     * and before, what is not the kernel's takes several times as long.
     */
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final int MOST_WARM_UPS = 12;
    private static final Duration QUIET = Duration.ofMillis(150);

    private SnippetCost() {
    }

    public static void main(String[] args) throws Exception {
        System.out.printf("Java %s, %s %s, %d processors, %d rounds; the SDK alone over %s%n", Runtime.version(),
                System.getProperty("os.name"), System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(), ROUNDS, BARE);
        HttpClient bare = bareClient();
        for (int size : SIZES) {
            warmUp(bare, size);
            try (Setup setup = new Setup(bare)) {
                List<Comparison> comparisons = setup.comparisons(size);
                for (Comparison comparison : comparisons) {
                    comparison.warmUp();
                }
                for (Comparison comparison : comparisons) {
                    System.out.println(comparison.measure(size, ROUNDS));
                }
            }
        }
        // Threads of OkHttp would keep the JVM for a minute.
        System.exit(0);
    }

    private static HttpClient bareClient() {
        return ServiceLoader.load(HttpClientProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.getClass().getSimpleName().toLowerCase(Locale.ROOT).startsWith(BARE))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "bare is " + BARE + ", but must be jdk, okhttp, or with -Pnetty netty"))
                .createInstance();
    }

    private static void warmUp(HttpClient bare, int size) throws Exception {
        boolean isQuiet = false;
        for (int i = 0; i < MOST_WARM_UPS && !isQuiet; i++) {
            isQuiet = compiling(bare, size).compareTo(QUIET) < 0;
        }
        if (!isQuiet) {
            System.out.println("The JVM's compilers are still busy: the ratios are not yet what they will be.");
        }
    }

    /** Makes calls for a while. Returns how long the compilers were busy. */
    private static Duration compiling(HttpClient bare, int size) throws Exception {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        try (Setup setup = new Setup(bare)) {
            List<Comparison> comparisons = setup.comparisons(size);
            long before = compilers.getTotalCompilationTime();
            long end = System.nanoTime() + WARM_UP.toNanos();
            while (System.nanoTime() < end) {
                for (Comparison comparison : comparisons) {
                    comparison.warmUp();
                }
            }
            return Duration.ofMillis(compilers.getTotalCompilationTime() - before);
        }
    }
}
