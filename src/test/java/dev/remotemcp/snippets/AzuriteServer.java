package dev.remotemcp.snippets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Azurite, Microsoft's emulator of Blob Storage, on a free port and with nothing on disk; ends with the JVM. */
public final class AzuriteServer implements AutoCloseable {

    private static final Path MAIN = Path.of("src/test/e2e/node_modules/azurite/dist/src/blob/main.js");
    /** Azurite's published key: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite */
    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final String scheme;
    private final int port;

    private AzuriteServer(Process process, String scheme, int port) {
        this.process = process;
        this.scheme = scheme;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    public static AzuriteServer start() {
        return start("http", List.of());
    }

    /** With TLS; it takes tokens as well as the key. */
    public static AzuriteServer start(TestCertificate certificate) {
        return start("https", List.of("--oauth", "basic",
                "--cert", certificate.store().toString(), "--pwd", TestCertificate.PASSWORD));
    }

    private static AzuriteServer start(String scheme, List<String> options) {
        if (!Files.exists(MAIN)) {
            throw new IllegalStateException("Azurite is not installed: run 'npm ci --prefix src/test/e2e' first");
        }
        try {
            int port = freePort();
            List<String> command = new ArrayList<>(List.of("node", MAIN.toString(),
                    "--blobHost", "127.0.0.1", "--blobPort", Integer.toString(port),
                    "--inMemoryPersistence", "--disableTelemetry", "--silent"));
            command.addAll(options);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            AzuriteServer server = new AzuriteServer(process, scheme, port);
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Azurite can't be started; is Node.js on the PATH?", e);
        }
    }

    public int port() {
        return port;
    }

    public String connectionString() {
        return connectionString(KEY);
    }

    public String connectionString(String key) {
        return connectionString(key, port);
    }

    /** As if Azurite were at another port, where something else stands before it. */
    public String connectionStringAt(int otherPort) {
        return connectionString(KEY, otherPort);
    }

    /** The address of the Blob service at a port that leads to it. */
    public String serviceAt(int itsPort) {
        return "%s://127.0.0.1:%d/devstoreaccount1".formatted(scheme, itsPort);
    }

    private String connectionString(String key, int itsPort) {
        return "DefaultEndpointsProtocol=%s;AccountName=devstoreaccount1;AccountKey=%s;BlobEndpoint=%s;"
                .formatted(scheme, key, serviceAt(itsPort));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("Azurite ended with " + process.exitValue());
            }
            if (System.nanoTime() > end) {
                close();
                throw new IllegalStateException("Azurite did not answer within " + PATIENCE_SECONDS + " s");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                close();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
