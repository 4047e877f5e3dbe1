package dev.remotemcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/** Carries {@code target/functions} to another folder the way that azd and Azure do: in a zip. */
final class FunctionsPackage {

    static final Path FOLDER = Path.of("target", "functions");

    private static final String IGNORED = ".funcignore";

    private FunctionsPackage() {
    }

    /** Zips the package as azd does, with permissions and times and links followed, and unpacks it there. */
    static void deploy(Path zip, Path folder) throws IOException {
        Files.deleteIfExists(zip);
        try (FileSystem archive = FileSystems.newFileSystem(
                zip, Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
            copy(FOLDER, archive.getPath("/"));
        }
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", "true"))) {
            copy(archive.getPath("/"), folder);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(file -> !file.endsWith(IGNORED)).forEach(file -> {
                try {
                    Path copy = to.resolve(from.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(copy);
                    } else {
                        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                        Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
