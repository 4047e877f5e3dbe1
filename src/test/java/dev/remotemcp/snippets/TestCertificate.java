package dev.remotemcp.snippets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate, of this machine's loopback addresses if nothing else is said, that nobody else knows.
 *
 * @param store PKCS #12, with the key and the certificate as one that is trusted
 */
public record TestCertificate(Path store) {

    /** Of a file that lives as long as the test; the certificate guards nothing. */
    public static final String PASSWORD = "loopback";

    /** Makes one with the JDK's keytool. */
    public static TestCertificate create(Path folder) {
        return create(folder, "dns:localhost,ip:127.0.0.1");
    }

    /** @param names of the server, as keytool takes them */
    public static TestCertificate create(Path folder, String names) {
        Path store = folder.resolve("loopback.p12");
        keytool(List.of("-genkeypair", "-alias", "server", "-keyalg", "RSA", "-dname", "CN=localhost",
                "-ext", "san=" + names), store);
        Path certificate = folder.resolve("loopback.crt");
        keytool(List.of("-exportcert", "-alias", "server", "-file", certificate.toString()), store);
        Path trust = folder.resolve("trust.p12");
        keytool(List.of("-importcert", "-noprompt", "-alias", "server", "-file", certificate.toString()), trust);
        return new TestCertificate(store);
    }

    /** The options of a JVM that trusts this certificate and no other. */
    public List<String> trustingJvm() {
        return List.of("-Djavax.net.ssl.trustStore=" + trust(), "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** For both ends of a connection. */
    public SSLContext context() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(store), PASSWORD.toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(load(trust()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path trust() {
        return store.resolveSibling("trust.p12");
    }

    private static KeyStore load(Path file) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keytool(List<String> command, Path store) {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.command().addAll(command);
        keytool.command().addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12",
                "-storepass", PASSWORD));
        try {
            Process process = keytool.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
