import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes {@code target/functions} from the jars in {@code target}: the package for Azure Functions that needs no GraalVM.
 * It has a Java runtime of the modules that the server uses, and an ahead-of-time cache of its classes as they are after
 * a run. Runs in the project's folder, on the JDK that goes into the package.
 */
final class JvmPackage {

    /** The server's name in host.json, as a file and as a jar. */
    private static final String NAME = "remote-mcp-helidon";

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path FUNCTIONS = TARGET.resolve("functions");
    private static final Path APP = FUNCTIONS.resolve("app");

    private static final List<String> MODULES = List.of(
            "java.base", "java.logging", "java.management", "java.xml",
            // Options of sockets, to which HttpClient refers.
            "jdk.net",
            // sun.misc, which jdeps does not count as a module's.
            "jdk.unsupported");

    /** What jdeps finds besides, in classes that a server without a screen and a database does not load. */
    private static final Map<String, String> UNUSED = Map.of(
            "java.desktop", "opens a browser for MSAL's interactive sign-in, which is not a managed identity's",
            "jdk.httpserver", "receives the answer of that sign-in",
            "java.security.jgss", "signs in with Kerberos at proxies and services, which is switched off",
            "java.sql", "has types that Jackson can bind; the server reads trees");

    /**
     * For one small instance. The adapters of the cache are left out because JDK 25.0.3 warns at every start that it
     * finds some of them under another name.
     */
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTAdapterCaching");

    /**
     * The JVM compares the time of jars with what its cache says. A zip keeps times, some tools to the even second only,
     * so all jars get one that every zip can express.
     */
    private static final FileTime JAR_TIME = FileTime.from(Instant.parse("2020-01-01T12:00:00Z"));

    private JvmPackage() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            throw new IllegalStateException("The runtime in the package is this machine's, " + platform
                    + ", but Azure Functions needs Linux amd64. infra/hooks/prepackage.sh knows other ways");
        }
        checkModules();
        delete(FUNCTIONS);
        copy(Path.of("src", "main", "functions"), FUNCTIONS);
        copyJars();
        link();
        writeLauncher();
        train();
    }

    /** A new dependency may need a module that nobody thought of. */
    private static void checkModules() throws IOException {
        try (Stream<Path> jars = Files.list(TARGET.resolve("libs"))) {
            String classPath = jars.map(Path::toString).collect(Collectors.joining(":"));
            Set<String> found = run("jdeps", "--ignore-missing-deps", "--multi-release", "25", "--recursive",
                    "--list-deps", "--class-path", classPath, TARGET.resolve(NAME + ".jar").toString())
                    .lines().map(String::strip)
                    // Of internal packages jdeps tells the module in front of a slash, or that there is none any more.
                    .map(line -> line.replaceFirst("/.*", ""))
                    .filter(line -> line.matches("[a-z.]+"))
                    .collect(Collectors.toCollection(TreeSet::new));
            found.removeAll(MODULES);
            found.removeAll(UNUSED.keySet());
            if (!found.isEmpty()) {
                throw new IllegalStateException("jdeps finds modules that the runtime would lack: " + found
                        + ". Add them to MODULES or, with the reason, to UNUSED in src/build/JvmPackage.java");
            }
        }
    }

    private static void copyJars() throws IOException {
        copy(TARGET.resolve("libs"), APP.resolve("libs"));
        Files.copy(TARGET.resolve(NAME + ".jar"), APP.resolve(NAME + ".jar"));
        try (Stream<Path> files = Files.walk(APP)) {
            for (Path jar : files.filter(Files::isRegularFile).toList()) {
                removeSignature(jar);
                Files.setLastModifiedTime(jar, JAR_TIME);
            }
        }
    }

    /** The cache takes no class of a signed jar, which all of Azure's are. Maven has compared their checksums. */
    private static void removeSignature(Path jar) throws IOException {
        try (FileSystem content = FileSystems.newFileSystem(jar);
                DirectoryStream<Path> signature = Files.newDirectoryStream(content.getPath("META-INF"), "*.{SF,RSA,DSA,EC}")) {
            for (Path file : signature) {
                Files.delete(file);
            }
        }
    }

    private static void link() {
        run("jlink", "--add-modules", String.join(",", MODULES), "--strip-java-debug-attributes", "--no-header-files",
                "--no-man-pages", "--output", FUNCTIONS.resolve("runtime").toString());
    }

    private static void writeLauncher() throws IOException {
        Path launcher = FUNCTIONS.resolve(NAME);
        Files.writeString(launcher, """
                #!/bin/sh
                # With exec, what the Functions host sends to this process reaches the server itself.
                folder=$(dirname "$0")
                exec "$folder/runtime/bin/java" %s -XX:AOTCache="$folder/app.aot" -jar "$folder/app/%s.jar"
                """.formatted(String.join(" ", OPTIONS), NAME));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The JVM writes the cache when the server ends. */
    private static void train() throws IOException, InterruptedException {
        Path cache = FUNCTIONS.resolve("app.aot");
        Path log = TARGET.resolve("aot-training.log");
        List<String> command = Stream.of(
                        Stream.of(FUNCTIONS.resolve("runtime/bin/java").toString()),
                        OPTIONS.stream(),
                        Stream.of("-XX:AOTCacheOutput=" + cache, "-jar", APP.resolve(NAME + ".jar").toString()))
                .flatMap(part -> part).toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
        try (TrainingRun run = new TrainingRun()) {
            builder.environment().clear();
            builder.environment().putAll(run.settings());
            Process server = builder.start();
            try {
                run.exercise(server);
                server.destroy();
                if (!server.waitFor(2, TimeUnit.MINUTES) || !Files.exists(cache)) {
                    throw new IllegalStateException("The JVM wrote no cache " + cache);
                }
            } catch (IllegalStateException | IOException e) {
                throw new IllegalStateException(e.getMessage() + ". It said:\n" + Files.readString(log), e);
            } finally {
                server.destroyForcibly();
            }
        }
    }

    private static String run(String tool, String... args) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int code = ToolProvider.findFirst(tool)
                .orElseThrow(() -> new IllegalStateException("The JDK in " + System.getProperty("java.home")
                        + " has no " + tool))
                .run(writer, writer, args);
        if (code != 0) {
            throw new IllegalStateException(tool + " " + Arrays.toString(args) + " ended with " + code + ":\n" + output);
        }
        return output.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((one, other) -> other.compareTo(one)).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
