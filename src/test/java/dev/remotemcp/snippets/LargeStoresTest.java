package dev.remotemcp.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import dev.remotemcp.McpCalls;
import dev.remotemcp.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many snippets and large ones, in a server with little memory. {@code mvn test -Dtest=LargeStoresTest
 * -Dsnippets.listed=100000} lists more of them than every build needs to.
 */
class LargeStoresTest {

    private static final int LISTED = Integer.getInteger("snippets.listed", 2000);
    private static final int LISTED_BLOBS = 100_000;
    private static final int PARTITION = 33_300;
    private static final int MEBIBYTE = 1 << 20;
    private static final int CLIENTS = 16;
    private static final List<String> LITTLE_MEMORY = List.of("-Xmx64m");

    private static AzuriteServer azurite;

    @BeforeAll
    static void start() {
        azurite = AzuriteServer.start();
    }

    @AfterAll
    static void stop() {
        azurite.close();
    }

    @Test
    void pagesOfManyFiles(@TempDir Path folder) throws Exception {
        for (String name : names(LISTED)) {
            Files.write(FileNames.path(folder, new SnippetName(name)), new byte[1]);
        }
        assertPages(Map.of("SNIPPETS_DIR", folder.toString()), names(LISTED));
    }

    @Test
    void pagesOfManyBlobs() throws Exception {
        BlobContainerClient container = new BlobServiceClientBuilder().connectionString(azurite.connectionString())
                .serviceVersion(BlobServiceVersion.V2023_11_03).buildClient().createBlobContainerIfNotExists("snippets");
        BinaryData content = BinaryData.fromBytes(new byte[1]);
        inParallel(8, names(LISTED).stream().map(name -> (Callable<Boolean>) () -> {
            container.getBlobClient(name + ".json").upload(content, true);
            return true;
        }).toList());
        assertPages(Map.of("AzureWebJobsStorage", azurite.connectionString()), names(LISTED));
    }

    @Test
    void asksForNoMoreBlobsThanThoseOfThePage() throws Exception {
        List<String> names = names(LISTED_BLOBS);
        try (ListedBlobs blobs = ListedBlobs.start(names.stream().map(name -> name + ".json").toList(), PARTITION)) {
            assertPages(Map.of("AzureWebJobsStorage", blobs.connectionString()), names);
            // 100 pages of all, 10 with the prefix, and the rest of the 3 that end early between two partitions.
            assertThat(blobs.lists()).isEqualTo(100 + 10 + 3);
        }
    }

    @Test
    void largeSnippetsTakeLittleMemory() throws Exception {
        String content = "Ж".repeat(MEBIBYTE / 2);
        try (ServerProcess server = ServerProcess.start(
                Map.of("AzureWebJobsStorage", azurite.connectionString()), LITTLE_MEMORY)) {
            McpCalls calls = new McpCalls(server.port());
            assertThat(inParallel(CLIENTS, IntStream.range(0, CLIENTS * 4).mapToObj(i -> (Callable<Boolean>) () -> {
                String name = "large " + i;
                return !calls.save(name, content).isError() && calls.get(name).text().equals(content)
                        && !calls.delete(name).isError();
            }).toList())).containsOnly(true);
            assertThat(calls.save("too large", content + "x").text())
                    .contains("The snippet has 1048577 bytes; at most 1048576 are allowed");
            assertThat(server.log()).isEmpty();
        }
    }

    private static void assertPages(Map<String, String> settings, List<String> names) {
        try (ServerProcess server = ServerProcess.start(settings, LITTLE_MEMORY)) {
            McpCalls calls = new McpCalls(server.port());
            assertThat(all(calls, "")).isEqualTo(names);
            assertThat(all(calls, "note 1/")).isEqualTo(
                    names.stream().filter(name -> name.startsWith("note 1/")).toList());
            assertThat(server.log()).isEmpty();
        }
    }

    private static List<String> all(McpCalls calls, String prefix) {
        List<String> names = new ArrayList<>();
        String cursor = "";
        do {
            McpCalls.Answer page = calls.list(prefix, cursor, 1000);
            assertThat(page.isError()).as(page.text()).isFalse();
            assertThat(page.data().path("snippets").size()).isLessThanOrEqualTo(1000);
            page.data().path("snippets").forEach(snippet -> names.add(snippet.path("name").asText()));
            cursor = page.data().path("nextCursor").asText();
        } while (!cursor.isEmpty());
        return names;
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "note %d/%06d".formatted(i * 10L / count, i)).toList();
    }

    private static <T> List<T> inParallel(int count, List<Callable<T>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        }
    }
}
