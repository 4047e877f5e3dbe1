package dev.remotemcp.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobSnippetStoreTest extends SnippetStoreContract {

    private static final Duration SHORT = Duration.ofSeconds(2);
    /** What a slow machine may take, far below what the SDK would. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static AzuriteServer azurite;

    private final String container = "test-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        azurite = AzuriteServer.start();
    }

    @AfterAll
    static void stop() {
        azurite.close();
    }

    @Override
    SnippetStore empty() {
        return again();
    }

    @Override
    SnippetStore again() {
        return at(azurite.connectionString(), SnippetStores.LIMIT);
    }

    @Override
    void putByAnotherProgram(SnippetName name, byte[] content) {
        new BlobContainerClientBuilder()
                .connectionString(azurite.connectionString()).serviceVersion(BlobServiceVersion.V2023_11_03)
                .containerName(container).buildClient()
                .getBlobClient(name.blob()).upload(BinaryData.fromBytes(content), true);
    }

    @Test
    void describesTheContainer() {
        assertThat(new BlobSnippetStore(new BlobAccount.ByConnectionString("UseDevelopmentStorage=true"), SHORT)
                .description())
                .isEqualTo("Azure Blob Storage, container snippets at http://127.0.0.1:10000/devstoreaccount1");
    }

    @Test
    void refusedConnectionsEndWithinTheLimit() throws IOException {
        int port = AzuriteServer.freePort();
        String reason = "Blob Storage at " + azurite.serviceAt(port) + " can't be reached";
        try (SnippetStore store = at(azurite.connectionStringAt(port), SHORT)) {
            assertWithin(PATIENCE, () -> assertThatThrownBy(() -> store.save(named("a"), new byte[1]))
                    .isInstanceOf(SnippetStoreException.class)
                    .hasMessage("The snippet could not be saved: " + reason));
            assertThatThrownBy(store::check).isInstanceOf(SnippetStoreException.class)
                    .hasMessage("The snippets are not available: " + reason);
        }
    }

    @Test
    void silenceEndsAtTheLimit() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
             SnippetStore store = at(azurite.connectionStringAt(silent.getLocalPort()), SHORT)) {
            assertWithin(PATIENCE, () -> assertThatThrownBy(() -> store.find(named("a")))
                    .isInstanceOf(SnippetStoreException.class)
                    .hasMessageStartingWith("The snippet could not be read: Blob Storage "));
        }
    }

    @Test
    void saysThatTheKeyIsRefused() {
        String key = Base64.getEncoder().encodeToString(new byte[64]);
        try (SnippetStore store = at(azurite.connectionString(key), SHORT)) {
            assertThatThrownBy(() -> store.save(named("a"), new byte[1]))
                    .isInstanceOf(SnippetStoreException.class)
                    .hasMessageStartingWith("The snippet could not be saved: the storage account at "
                            + azurite.serviceAt(azurite.port()) + " refuses the key")
                    .hasMessageNotContainingAny(key);
            assertThat(store.description()).doesNotContain(key);
        }
    }

    @Test
    void saysThatTheCertificateIsNotTrusted(@TempDir Path folder) {
        try (AzuriteServer untrusted = AzuriteServer.start(TestCertificate.create(folder));
             SnippetStore store = at(untrusted.connectionString(), SnippetStores.LIMIT)) {
            assertThatThrownBy(() -> store.save(named("a"), new byte[1]))
                    .isInstanceOf(SnippetStoreException.class)
                    .hasMessage("The snippet could not be saved: the certificate of Blob Storage at "
                            + untrusted.serviceAt(untrusted.port()) + " is not trusted");
        }
    }

    private SnippetStore at(String connectionString, Duration limit) {
        return new BlobSnippetStore(new BlobAccount.ByConnectionString(connectionString), container, limit);
    }
}
