package dev.remotemcp;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What lies in the jars that the server brings along, without those of the tests. */
final class RuntimeJars {

    private static final Path CLASS_PATH = Path.of("target", "runtime-class-path.txt");

    /** @param name as in the jar, with slashes */
    record Entry(Path jar, String name, byte[] content) {

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        /** The lines of a list of names, without comments. */
        List<String> names() {
            return text().lines().map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty()).toList();
        }
    }

    private RuntimeJars() {
    }

    static List<Entry> entries(Predicate<String> name) {
        try {
            return Arrays.stream(Files.readString(CLASS_PATH).strip().split(File.pathSeparator))
                    .map(Path::of)
                    .flatMap(jar -> entries(jar, name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Entry> entries(Path jar, Predicate<String> name) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> name.test(entry.getName()))
                    .map(entry -> {
                        try (InputStream in = file.getInputStream(entry)) {
                            return new Entry(jar, entry.getName(), in.readAllBytes());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
