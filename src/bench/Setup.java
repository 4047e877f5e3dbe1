import static java.nio.charset.StandardCharsets.US_ASCII;

import com.azure.core.http.HttpClient;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import dev.remotemcp.TestServer;
import dev.remotemcp.snippets.AzuriteServer;
import dev.remotemcp.snippets.SnippetName;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * All that is compared, over an Azurite of its own: after ten minutes it looks for content that was overwritten, and
 * answers nobody, and after 12 GB it takes no more.
 */
final class Setup implements AutoCloseable {

    /** What snippets are made of; a line has three characters that JSON escapes. */
    private static final String SOURCE_LINE = "    System.out.println(\"Hello, \" + name);\n";

    private final AzuriteServer azurite;
    private final TestServer server;
    private final WebServer receiver;
    private final Connection toServer;
    private final Connection toReceiver;
    private final BlobClient bare;

    /** @param httpClient of the SDK alone */
    Setup(HttpClient httpClient) throws Exception {
        azurite = AzuriteServer.start();
        server = TestServer.start(Map.of("AzureWebJobsStorage", azurite.connectionString()));
        toServer = new Connection(server.port());
        receiver = WebServer.builder().port(0).host("127.0.0.1")
                .useNio(false)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing(routing -> routing.post("/mcp", Setup::receive))
                .build().start();
        toReceiver = new Connection(receiver.port());
        bare = new BlobServiceClientBuilder()
                .connectionString(azurite.connectionString())
                .httpClient(httpClient)
                .serviceVersion(BlobServiceVersion.V2023_11_03)
                .buildClient().createBlobContainerIfNotExists("snippets").getBlobClient("bare.json");
    }

    private static void receive(ServerRequest request, ServerResponse response) {
        try (InputStream body = request.content().inputStream()) {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        response.send("{}");
    }

    List<Comparison> comparisons(int size) {
        String text = SOURCE_LINE.repeat(size / SOURCE_LINE.length() + 1).substring(0, size);
        byte[] content = text.getBytes(US_ASCII);
        byte[] save = Connection.call("save_snippet", "through the server", text);
        byte[] get = Connection.call("get_snippet", "through the server", "");
        SnippetName name = new SnippetName("through the store");
        Comparison.Work saveText = () -> bare.upload(BinaryData.fromString(text), true);
        return List.of(
                new Comparison("save, store", () -> server.store().save(name, content),
                        () -> bare.upload(BinaryData.fromBytes(content), true)),
                new Comparison("get, store", () -> server.store().find(name).orElseThrow(),
                        () -> bare.downloadContent().toBytes()),
                new Comparison("save, server", () -> toServer.exchange(save), saveText),
                new Comparison("get, server", () -> toServer.exchange(get),
                        () -> bare.downloadContent().toString()),
                new Comparison("save, received only", () -> toReceiver.exchange(save), saveText));
    }

    @Override
    public void close() throws IOException {
        toServer.close();
        toReceiver.close();
        receiver.stop();
        server.close();
        azurite.close();
    }
}
