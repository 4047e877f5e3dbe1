package dev.remotemcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has the official clients, which are npm packages, call the packaged server: the tests in {@code src/test/e2e}. */
class EndToEndIT {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    @TempDir
    private Path deployed;

    @Test
    void officialClientsWork() throws IOException, InterruptedException {
        ProcessBuilder npm = new ProcessBuilder(WINDOWS ? "npm.cmd" : "npm", "test", "--silent")
                .directory(Path.of("src", "test", "e2e").toFile())
                .redirectErrorStream(true);
        npm.environment().put("JAVA_BIN", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // For servers that only the tests have: the fixtures of the conformance suite.
        npm.environment().put("TEST_CLASSPATH", System.getProperty("java.class.path"));
        // Windows has no executable bit to carry along, and does not run the package anyway.
        if (!WINDOWS && Files.exists(FunctionsPackage.FOLDER)) {
            FunctionsPackage.deploy(Path.of("target", "functions.zip"), deployed);
            npm.environment().put("FUNCTIONS_FOLDER", deployed.toString());
        }
        Process tests = npm.start();
        try (BufferedReader output = tests.inputReader()) {
            // Line by line, as the output of a child process would disturb the test runner's own protocol.
            output.lines().forEach(System.out::println);
        }
        assertThat(tests.waitFor()).as("exit code of the end-to-end tests, whose output is above").isZero();
    }
}
