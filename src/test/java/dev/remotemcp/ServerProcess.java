package dev.remotemcp;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The server in a process of its own, which can be killed, and whose environment and log are as a user sees them. */
public final class ServerProcess implements AutoCloseable {

    private static final Pattern ENDPOINT = Pattern.compile("MCP endpoint +http://localhost:([0-9]+)/mcp");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ServerProcess(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread.ofVirtual().start(this::read);
    }

    /** Starts it on a free port and returns as soon as it listens. */
    public static ServerProcess start(Map<String, String> environment, List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), Main.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(Settings.variables());
        builder.environment().putAll(environment);
        builder.environment().put("PORT", "0");
        try {
            ServerProcess server = new ServerProcess(builder.start());
            server.port();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        try {
            return port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            close();
            throw new IllegalStateException("The server did not start:\n" + String.join("\n", output), e);
        }
    }

    /** All lines that it has printed and logged so far, after the block that tells of the start. */
    public List<String> log() {
        return output.stream().skip(4).toList();
    }

    /** The log, as soon as a line contains the text. */
    public List<String> logWith(String text) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (log().stream().noneMatch(line -> line.contains(text))) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("'" + text + "' is not in the log:\n" + String.join("\n", log()));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return log();
    }

    @Override
    public void close() {
        kill();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Without what only the tests have: their settings of the log count more than the server's own. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.add(line);
                Matcher endpoint = ENDPOINT.matcher(line);
                if (endpoint.find()) {
                    port.complete(Integer.parseInt(endpoint.group(1)));
                }
            }
        } catch (IOException _) {
            // Killed while it wrote.
        }
        port.completeExceptionally(new IllegalStateException("It ended"));
    }
}
