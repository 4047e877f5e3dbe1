package dev.remotemcp.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.remotemcp.McpCalls;
import dev.remotemcp.ServerProcess;
import dev.remotemcp.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients at once, and a server that is killed while they save. */
class ManyClientsTest {

    private static final int CLIENTS = 64;
    private static final int ROUNDS = 3;
    private static final int SAVES = 1000;
    private static final int SAVING_CLIENTS = 8;
    private static final int NAMES_OF_A_CLIENT = 5;

    private static AzuriteServer azurite;

    @TempDir
    Path folder;

    /** What a client of a server that is killed knows: the last save that was confirmed, and the one after it. */
    private record Saved(int confirmed, int begun) {
    }

    @BeforeAll
    static void start() {
        azurite = AzuriteServer.start();
    }

    @AfterAll
    static void stop() {
        azurite.close();
    }

    @Test
    void readCompleteContentsOfFiles() throws Exception {
        readCompleteContents(files());
    }

    @Test
    void readCompleteContentsOfBlobs() throws Exception {
        readCompleteContents(blobs());
    }

    @Test
    void findCompleteFilesAfterAKill() throws Exception {
        findCompleteContentsAfterAKill(files());
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void findCompleteBlobsAfterAKill() throws Exception {
        findCompleteContentsAfterAKill(blobs());
    }

    @Test
    void aRestartRemovesTemporaryFilesBeforeAnythingIsSaved() throws Exception {
        Files.createFile(folder.resolve(".snippet-" + UUID.randomUUID() + ".tmp"));
        try (ServerProcess server = ServerProcess.start(files(), List.of())) {
            awaitReadiness(server);
            assertThat(leftovers()).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeUsedIsLoggedOnceWithWhatToCheck() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (ServerProcess server = ServerProcess.start(Map.of("SNIPPETS_DIR", file.toString()), List.of())) {
            McpCalls.Answer answer = new McpCalls(server.port()).save("a private name", "private");
            assertThat(answer.isError()).isTrue();
            assertThat(answer.text())
                    .isEqualTo("The snippet could not be saved: the folder of the snippets is not a folder");
            assertThat(server.logWith("not a folder")).singleElement().asString()
                    .contains(file.toString(), "SNIPPETS_DIR").doesNotContain("Exception", "private");
            assertThat(new McpCalls(server.port()).readiness()).isEqualTo(503);
        }
    }

    private static void readCompleteContents(Map<String, String> settings) throws Exception {
        try (TestServer server = TestServer.start(settings)) {
            McpCalls calls = new McpCalls(server.port());
            assertThat(calls.save("shared", NumberedContent.of(0)).isError()).isFalse();
            inParallel(CLIENTS, client -> {
                for (int round = 1; round <= ROUNDS; round++) {
                    int number = client * ROUNDS + round;
                    assertSaved(calls.save("shared", NumberedContent.of(number)));
                    assertThat(NumberedContent.number(calls.get("shared").text())).isPresent();
                    assertSaved(calls.save("of client " + client, NumberedContent.of(number)));
                    assertThat(NumberedContent.number(calls.get("of client " + client).text())).hasValue(number);
                }
            });
            assertThat(calls.list("of client ", "", 100).data().path("snippets")).hasSize(CLIENTS);
        }
    }

    private static void assertSaved(McpCalls.Answer answer) {
        assertThat(answer.isError()).as(answer.text()).isFalse();
    }

    private static void findCompleteContentsAfterAKill(Map<String, String> settings) throws Exception {
        List<Map<String, Saved>> clients = Stream.generate(() -> (Map<String, Saved>) new HashMap<String, Saved>())
                .limit(SAVING_CLIENTS).toList();
        CountDownLatch half = new CountDownLatch(SAVES / 2);
        try (ServerProcess server = ServerProcess.start(settings, List.of());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            McpCalls calls = new McpCalls(server.port());
            List<Future<?>> savings = new ArrayList<>();
            for (int client = 0; client < SAVING_CLIENTS; client++) {
                int itself = client;
                savings.add(threads.submit(() -> saveUntilTheEnd(calls, "killed " + itself, clients.get(itself), half)));
            }
            assertThat(half.await(60, TimeUnit.SECONDS)).as("half of the saves are done").isTrue();
            server.kill();
            assertThat(savings).as("the server was killed in the middle")
                    .anySatisfy(saving -> assertThat(saving).failsWithin(Duration.ofSeconds(30)));
        }
        try (ServerProcess server = ServerProcess.start(settings, List.of())) {
            awaitReadiness(server);
            McpCalls calls = new McpCalls(server.port());
            clients.forEach(client -> client.forEach((name, saved) -> {
                McpCalls.Answer answer = calls.get(name);
                if (saved.confirmed() > 0 || !answer.isError()) {
                    assertThat(NumberedContent.number(answer.text()).orElseThrow())
                            .isIn(saved.confirmed(), saved.begun());
                }
            }));
            assertThat(calls.list("killed", "", 1000).data().path("snippets").size())
                    .isLessThanOrEqualTo(SAVING_CLIENTS * NAMES_OF_A_CLIENT);
            assertThat(calls.save("killed 0", "after").isError()).isFalse();
        }
    }

    /** Its share of the saves, each name again and again. It fails when the server is gone. */
    private static void saveUntilTheEnd(McpCalls calls, String prefix, Map<String, Saved> known, CountDownLatch half) {
        for (int number = 1; number <= SAVES / SAVING_CLIENTS; number++) {
            String name = prefix + "/" + number % NAMES_OF_A_CLIENT;
            int confirmed = known.getOrDefault(name, new Saved(0, 0)).confirmed();
            known.put(name, new Saved(confirmed, number));
            assertThat(calls.save(name, NumberedContent.of(number)).isError()).isFalse();
            known.put(name, new Saved(number, number));
            half.countDown();
        }
    }

    private interface Client {
        void run(int number) throws Exception;
    }

    private static void inParallel(int count, Client client) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> done = IntStream.range(0, count).mapToObj(number -> threads.submit(() -> {
                client.run(number);
                return (Object) number;
            })).toList();
            for (Future<Object> one : done) {
                one.get();
            }
        }
    }

    private static void awaitReadiness(ServerProcess server) {
        McpCalls calls = new McpCalls(server.port());
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (calls.readiness() != 200) {
            assertThat(System.nanoTime()).as("ready").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private Map<String, String> files() {
        return Map.of("SNIPPETS_DIR", folder.toString());
    }

    private static Map<String, String> blobs() {
        return Map.of("AzureWebJobsStorage", azurite.connectionString());
    }

    private List<Path> leftovers() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).toList();
        }
    }
}
