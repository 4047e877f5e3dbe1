package dev.remotemcp.weather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.remotemcp.weather.OpenMeteoStandIn.Answer;
import dev.remotemcp.weather.WeatherAnswer.Failure;
import dev.remotemcp.weather.WeatherAnswer.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A lookup ends in time, and nothing of it is left: neither its thread nor its connection. */
class OpenMeteoTimeLimitTest {

    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Duration GENEROUS = Duration.ofSeconds(3);
    private static final Failure TOO_SLOW = new Failure("Seattle",
            "The weather service took too long to answer for 'Seattle'. Try again in a moment.");

    private final LogCapture log = new LogCapture();
    private final List<Thread> workers = new CopyOnWriteArrayList<>();
    private final ThreadFactory threads = task -> {
        Thread worker = Thread.ofVirtual().unstarted(task);
        workers.add(worker);
        return worker;
    };
    private OpenMeteoStandIn standIn;

    @BeforeEach
    void start() throws IOException {
        log.start();
        standIn = OpenMeteoStandIn.start();
    }

    @AfterEach
    void stop() throws IOException {
        standIn.close();
        log.stop();
    }

    static Stream<Arguments> slowAnswers() {
        String head = Answer.head(200, "Content-Length: 1000");
        return Stream.of(
                Arguments.of("silence", Answer.silence()),
                Arguments.of("late", Answer.late(Duration.ofMinutes(1), Answer.json("{}"))),
                Arguments.of("half a status line", Answer.stalledAfter("HTTP/1.1 2")),
                Arguments.of("half the headers", Answer.stalledAfter("HTTP/1.1 200 OK\r\nContent-Ty")),
                Arguments.of("headers only", Answer.stalledAfter(head)),
                Arguments.of("half a body", Answer.stalledAfter(head + "{\"results\":")),
                Arguments.of("a body without end", Answer.stalledAfter(Answer.head(200, "A: b") + "{}")),
                Arguments.of("dripping headers",
                        Answer.endless("HTTP/1.1 200 OK\r\nA: ", "x", Duration.ofMillis(20))),
                Arguments.of("dripping body", Answer.endless(head, " ", Duration.ofMillis(20))),
                Arguments.of("dripping chunks", Answer.endless(Answer.head(200, "Transfer-Encoding: chunked"),
                        "1\r\n \r\n", Duration.ofMillis(20))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slowAnswers")
    void endsInTime(String what, Answer answer) throws Exception {
        standIn.forecast(answer);

        long start = System.nanoTime();
        WeatherAnswer result = new OpenMeteo(standIn.settings(LIMIT), threads).current("Seattle");

        assertThat(result).isEqualTo(TOO_SLOW);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(LIMIT, GENEROUS);
        assertNothingIsLeft();
        assertThat(log.text()).contains("WARNING").doesNotContain("Seattle").hasLineCount(1);
    }

    @Test
    void endsInTimeWithoutAHandshake() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            URI base = URI.create("https://127.0.0.1:" + silent.getLocalPort());

            assertThat(new OpenMeteo(new WeatherSettings(base, base, LIMIT), threads).current("Seattle"))
                    .isEqualTo(TOO_SLOW);

            Socket connection = silent.accept();
            connection.setSoTimeout((int) GENEROUS.toMillis());
            connection.getInputStream().readAllBytes();
            assertNothingIsLeft();
        }
    }

    @Test
    void boundsAllCallsTogether() throws Exception {
        Duration each = Duration.ofMillis(200);
        standIn.geocoding(Answer.late(each, Answer.json("{\"results\":[" + OpenMeteoStandIn.SEATTLE + "]}")));
        standIn.forecast(Answer.late(each, Answer.json("{\"current\":" + OpenMeteoStandIn.MILD + "}")));

        assertThat(new OpenMeteo(standIn.settings(LIMIT), threads).current("Seattle")).isEqualTo(TOO_SLOW);
        assertThat(new OpenMeteo(standIn.settings(Duration.ofSeconds(20)), threads).current("Seattle"))
                .isInstanceOf(Report.class);
        assertNothingIsLeft();
    }

    static Stream<Thread.Builder> kindsOfThread() {
        return Stream.of(Thread.ofPlatform(), Thread.ofVirtual());
    }

    @ParameterizedTest
    @MethodSource("kindsOfThread")
    void endsAtOnceWhenInterrupted(Thread.Builder kind) throws Exception {
        standIn.forecast(Answer.silence());
        OpenMeteo weather = new OpenMeteo(standIn.settings(Duration.ofMinutes(1)), threads);
        CompletableFuture<WeatherAnswer> result = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread caller = kind.start(() -> {
            result.complete(weather.current("Seattle"));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        while (standIn.requests().size() < 2) {
            Thread.sleep(5);
        }

        caller.interrupt();

        assertThat(result.get(3, TimeUnit.SECONDS))
                .isEqualTo(new Failure("Seattle", "The weather lookup for 'Seattle' was cancelled."));
        assertThat(interrupted.get(3, TimeUnit.SECONDS)).isTrue();
        assertNothingIsLeft();
        assertThat(log.text()).isEmpty();
    }

    @Test
    void leavesNothingAfterASuccess() throws Exception {
        assertThat(new OpenMeteo(standIn.settings(Duration.ofSeconds(10)), threads).current("Seattle"))
                .isInstanceOf(Report.class);
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws InterruptedException {
        assertThat(workers).isNotEmpty();
        for (Thread worker : workers) {
            assertThat(worker.join(GENEROUS)).as("the lookup's thread has ended").isTrue();
        }
        // A client that has gone shows when the server next reads, or writes for the second time.
        long end = System.nanoTime() + GENEROUS.toNanos();
        while (standIn.openConnections() > 0 && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(standIn.openConnections()).isZero();
    }
}
