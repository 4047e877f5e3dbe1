package dev.remotemcp.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.remotemcp.McpCalls;
import dev.remotemcp.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see of a storage service that fails, through a server that runs on while it fails and recovers. */
class StorageFaultsTest {

    private static final String OLD = "the old content";
    private static final String NEW = "new ".repeat(20_000);

    /** Far beyond the limit of a call, so that a slow machine is not taken for a call without one. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static AzuriteServer azurite;
    private static FaultProxy storage;
    private static TestServer server;

    private final McpCalls calls = new McpCalls(server.port());

    @BeforeAll
    static void start() {
        azurite = AzuriteServer.start();
        storage = FaultProxy.to(azurite.port());
        server = TestServer.start(Map.of("AzureWebJobsStorage", azurite.connectionStringAt(storage.port())));
    }

    @AfterAll
    static void stop() {
        server.close();
        storage.close();
        azurite.close();
    }

    @BeforeEach
    void saveOldContent() {
        storage.forget();
        assertThat(calls.save("memo", OLD).isError()).isFalse();
        storage.forget();
    }

    @Test
    void refusedConnections() {
        storage.refuse();
        try {
            for (McpCalls.Answer answer : List.of(
                    calls.save("memo", NEW), calls.get("memo"), calls.delete("memo"), calls.list("", "", 10))) {
                assertThat(answer.isError()).isTrue();
                assertThat(answer.text()).matches("The snippets? could not be (saved|read|deleted|listed): "
                        + "Blob Storage at " + azurite.serviceAt(storage.port()) + " can't be reached");
            }
            assertThat(calls.readiness()).isEqualTo(503);
        } finally {
            storage.accept();
        }
        assertHasRecovered();
    }

    @Test
    void aResetInTheMiddleOfASaveIsRepeated() {
        storage.next(FaultProxy.resetInRequest());
        assertThat(calls.save("memo", NEW).isError()).isFalse();
        assertThat(storage.requests()).hasSize(2);
        assertThat(calls.get("memo").text()).isEqualTo(NEW);
    }

    @Test
    void resetsInTheMiddleOfEverySaveLeaveTheOldContent() {
        storage.always(FaultProxy.resetInRequest());
        assertFails(calls.save("memo", NEW), "The snippet could not be saved: Blob Storage at ", "can't be reached");
        assertThat(storage.requests()).as("tries").hasSize(4);
        assertHasRecovered();
    }

    @Test
    void waitsAsLongAsTheServiceAsks() {
        storage.next(FaultProxy.error(503, "ServerBusy", "Retry-After: 2"));
        long start = System.nanoTime();
        assertThat(calls.get("memo").text()).isEqualTo(OLD);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(storage.requests()).hasSize(2);
    }

    @Test
    void aServiceThatStaysBusyIsNamed() {
        storage.always(FaultProxy.error(503, "ServerBusy", "Retry-After: 60"));
        assertFails(calls.save("memo", NEW), "The snippet could not be saved: Blob Storage at ", "answered 503 (ServerBusy)");
        assertThat(storage.requests()).as("it asked for more time than there is").hasSize(1);
        assertHasRecovered();
    }

    @Test
    void oneErrorIsNotSeen() {
        for (String tool : List.of("save", "get", "list", "delete")) {
            storage.forget();
            storage.next(FaultProxy.error(500, "InternalError"));
            McpCalls.Answer answer = switch (tool) {
                case "save" -> calls.save("memo", NEW);
                case "get" -> calls.get("memo");
                case "list" -> calls.list("", "", 10);
                default -> calls.delete("memo");
            };
            assertThat(answer.isError()).as(tool).isFalse();
            assertThat(storage.requests()).as(tool).hasSize(2);
        }
    }

    @Test
    void silenceEndsAtTheLimitWithoutThreadsThatStay() {
        storage.always(FaultProxy.silence(SILENCE));
        int threads = Thread.activeCount();
        long start = System.nanoTime();
        List<McpCalls.Answer> answers = inParallel(20, () -> calls.get("memo"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SILENCE.minusSeconds(5));
        assertThat(answers).allSatisfy(answer ->
                assertFails(answer, "The snippet could not be read: Blob Storage at ", ""));
        assertThat(storage.requests()).as("at most four tries each").hasSizeBetween(20, 80);
        assertHasRecovered();
        assertThat(Thread.activeCount() - threads).as("no thread a call").isLessThan(20);
    }

    @Test
    void halfAnAnswerIsReadAgain() {
        assertThat(calls.save("memo", NEW).isError()).isFalse();
        storage.forget();
        storage.next(FaultProxy.halfAnswer());
        assertThat(calls.get("memo").text()).isEqualTo(NEW);
        assertThat(storage.requests()).hasSize(2);

        storage.always(FaultProxy.halfAnswer());
        assertFails(calls.get("memo"), "The snippet could not be read: Blob Storage at ", "can't be reached");
        assertFails(calls.list("", "", 10), "The snippets could not be listed: ", "");
        storage.forget();
        assertThat(calls.get("memo").text()).isEqualTo(NEW);
    }

    @Test
    void silenceInTheMiddleOfAnAnswerIsReadAgain() {
        storage.next(FaultProxy.silenceInAnswer(Duration.ofSeconds(30)));
        assertThat(calls.get("memo").text()).isEqualTo(OLD);
    }

    @Test
    void lostAnswersDoNoHarm() {
        storage.next(FaultProxy.loseAnswer());
        assertThat(calls.save("memo", NEW).isError()).isFalse();
        assertThat(calls.get("memo").text()).isEqualTo(NEW);
        storage.next(FaultProxy.loseAnswer());
        assertThat(calls.delete("memo").text()).isEqualTo("Snippet 'memo' deleted successfully");
        assertThat(calls.get("memo").text()).isEqualTo("There is no snippet named 'memo'");
    }

    @Test
    void clientsThatFailTogetherRepeatTheirOwnCallsOnly() {
        storage.next(IntStream.range(0, 8).mapToObj(_ -> FaultProxy.error(503, "ServerBusy"))
                .toArray(FaultProxy.Fault[]::new));
        assertThat(inParallel(8, () -> calls.get("memo"))).extracting(McpCalls.Answer::text).containsOnly(OLD);
        assertThat(storage.requests()).hasSize(16);
    }

    private static void assertFails(McpCalls.Answer answer, String begin, String end) {
        assertThat(answer.isError()).isTrue();
        assertThat(answer.text()).startsWith(begin).endsWith(end);
    }

    /** The server does its work again, and what failed left nothing of itself. */
    private void assertHasRecovered() {
        storage.forget();
        assertThat(calls.get("memo").text()).isEqualTo(OLD);
        assertThat(calls.save("memo", NEW).isError()).isFalse();
        assertThat(calls.get("memo").text()).isEqualTo(NEW);
        assertThat(calls.list("", "", 10).data().path("snippets")).hasSize(1);
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (calls.readiness() != 200) {
            assertThat(System.nanoTime()).as("ready again").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private static List<McpCalls.Answer> inParallel(int count, Callable<McpCalls.Answer> call) {
        List<Future<McpCalls.Answer>> answers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = Stream.generate(() -> threads.submit(call)).limit(count).toList();
        }
        return answers.stream().map(Future::resultNow).toList();
    }
}
