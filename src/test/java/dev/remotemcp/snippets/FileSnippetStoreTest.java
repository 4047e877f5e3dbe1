package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSnippetStoreTest extends SnippetStoreContract {

    @TempDir
    Path temporary;

    @Override
    SnippetStore empty() {
        return again();
    }

    @Override
    SnippetStore again() {
        return new FileSnippetStore(folder());
    }

    @Override
    void putByAnotherProgram(SnippetName name, byte[] content) throws IOException {
        Files.write(FileNames.path(folder(), name), content);
    }

    @Test
    void makesItsFolderWithTheFirstSnippet() {
        SnippetStore store = again();
        store.check();
        store.list("", "", 1);
        assertThat(folder()).doesNotExist();
        store.save(named("todo"), "milk".getBytes(UTF_8));
        assertThat(folder().resolve("todo.json")).hasContent("milk");
        assertThat(store.description()).isEqualTo("files in " + folder());
    }

    @Test
    void namesFilesReadablyAndSafely() {
        assertThat(Stream.of("todo", "to do-2_b.v1", "Todo", "a/b", ".hidden", "é", "con", "~").map(this::file))
                .containsExactly("todo.json", "to do-2_b.v1.json", "%54odo.json", "a%2fb.json", "%2ehidden.json",
                        "%c3%a9.json", "%63on.json", "%7e.json");
        List<String> files = Names.ACCEPTED.stream().map(this::file).toList();
        // The worst that file systems do to names: ignore case, and drop dots and spaces at the end of a part.
        assertThat(files).doesNotHaveDuplicates()
                .allSatisfy(file -> assertThat(file).isEqualTo(file.toLowerCase(Locale.ROOT)).isASCII()
                        .doesNotContainPattern("[\\\\:*?\"<>|]"));
        assertThat(files.stream().flatMap(file -> Stream.of(file.split("/"))))
                .allSatisfy(part -> assertThat(part)
                        .hasSizeBetween(2, 143).doesNotStartWith(".").doesNotMatch(".*[. ]"));
    }

    @Test
    void staysInItsFolder() throws IOException {
        Path outside = Files.writeString(temporary.resolve("outside.json"), "secret");
        SnippetStore store = again();
        for (String name : List.of("..", "/etc/passwd", "..%2foutside", "%2e%2e/outside", "a/..", outside.toString())) {
            assertThat(store.find(named(name))).isEmpty();
            store.save(named(name), new byte[1]);
            assertThat(store.delete(named(name))).isTrue();
        }
        assertThat(outside).hasContent("secret");
        assertThat(Names.ACCEPTED).allSatisfy(name ->
                assertThat(FileNames.path(folder(), named(name)).normalize()).startsWithRaw(folder()));
    }

    @Test
    void doesNotFollowLinks() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        SnippetStore store = again();
        SnippetName longName = named("x".repeat(150));
        store.save(longName, new byte[1]);
        Path longFile = FileNames.path(folder(), longName);
        Files.move(longFile, elsewhere.resolve(longFile.getFileName()));
        Files.delete(longFile.getParent());
        Files.createSymbolicLink(longFile.getParent(), elsewhere);
        Files.createSymbolicLink(folder().resolve("link.json"), secret);

        assertThat(store.find(named("link"))).isEmpty();
        assertThat(store.find(longName)).isEmpty();
        assertThat(store.delete(longName)).isFalse();
        assertThat(store.list("", "", 10).entries()).isEmpty();
        assertThatThrownBy(() -> store.save(longName, new byte[2])).isInstanceOf(SnippetStoreException.class);

        store.save(named("link"), new byte[1]);
        assertThat(secret).hasContent("secret");
        assertThat(store.find(named("link"))).hasValue(new byte[1]);
    }

    @Test
    void removesWhatACrashLeftWithTheFirstSave() throws IOException {
        Files.createDirectories(folder());
        Path leftover = Files.write(temporaryFile(), new byte[10]);
        Path longAgo = Files.write(temporaryFile(), new byte[10]);
        age(longAgo, Duration.ofMinutes(61));
        SnippetStore store = again();
        assertThat(store.list("", "", 10).entries()).isEmpty();
        assertThat(List.of(leftover, longAgo)).allSatisfy(file -> assertThat(file).exists());

        store.save(named("a"), new byte[1]);
        assertThat(List.of(leftover, longAgo)).noneSatisfy(file -> assertThat(file).exists());
        assertThat(files()).containsExactly("a.json");
    }

    @Test
    void leavesTemporaryFilesOfOthersAlone() throws IOException {
        Files.createDirectories(folder());
        Path elsewhere = Files.writeString(temporary.resolve("elsewhere"), "secret");
        String id = UUID.randomUUID().toString();
        List<Path> others = new ArrayList<>();
        for (String file : List.of("precious.tmp", ".tmp", id + ".tmp", ".snippet-.tmp", ".snippet-" + id,
                ".snippet-" + id + ".tmp.tmp", ".snippet-" + id.substring(1) + ".tmp", "my.snippet-" + id + ".tmp")) {
            others.add(Files.write(folder().resolve(file), new byte[10]));
        }
        others.add(Files.createDirectory(temporaryFile()));
        for (Path file : others) {
            age(file, Duration.ofDays(2));
        }
        others.add(Files.createSymbolicLink(temporaryFile(), elsewhere));

        again().save(named("a"), new byte[1]);
        assertThat(others).allSatisfy(file -> assertThat(Files.exists(file, NOFOLLOW_LINKS)).as("%s", file).isTrue());
        assertThat(elsewhere).hasContent("secret");
    }

    @Test
    void leavesATemporaryFileThatIsBeingWrittenUntilItsProcessEnds() throws Exception {
        Files.createDirectories(folder());
        Path written = temporaryFile();
        Process writer = start(Writing.class, written.toString());
        try {
            assertThat(writer.inputReader().readLine()).isEqualTo("locked");
            again().save(named("a"), new byte[1]);
            assertThat(written).exists();
        } finally {
            writer.destroyForcibly().waitFor();
        }
        again().save(named("a"), new byte[1]);
        assertThat(written).doesNotExist();
    }

    @Test
    void recoversFromProcessesThatAreKilledWhileTheySave() throws Exception {
        for (int kills = 0; temporaryFiles().isEmpty(); kills++) {
            assertThat(kills).as("kills that hit no save").isLessThan(20);
            Process saving = start(Saving.class, folder().toString());
            assertThat(saving.inputReader().readLine()).isEqualTo("saved");
            while (temporaryFiles().isEmpty() && saving.isAlive()) {
                Thread.onSpinWait();
            }
            saving.destroyForcibly().waitFor();
        }
        SnippetStore store = again();
        assertThat(store.find(Saving.NAME).orElseThrow()).hasSize(Saving.SIZE);
        store.save(named("a"), new byte[1]);
        assertThat(temporaryFiles()).isEmpty();
        assertThat(store.list("", "", 10).entries()).hasSize(2);
    }

    @Test
    void givesSavesWithinATickOfTheClockVersionsOfTheirOwn() {
        SnippetStore store = again();
        Set<String> versions = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            store.save(named("a"), new byte[1]);
            assertThat(versions.add(store.version(named("a")).orElseThrow())).as("save %s", i).isTrue();
        }
    }

    @Test
    void findsNothingBelowAPrefixThatNoNameHasWithoutLooking() throws IOException {
        SnippetStore unusable = new FileSnippetStore(Files.writeString(temporary.resolve("file"), ""));
        assertThat(unusable.list("x".repeat(201), "", 10)).isEqualTo(SnippetPage.EMPTY);
        assertThatThrownBy(() -> unusable.list("x".repeat(200), "", 10)).isInstanceOf(SnippetStoreException.class);
    }

    @Test
    void leavesNothingBehind() throws IOException {
        SnippetStore store = again();
        for (String name : Names.ACCEPTED) {
            store.save(named(name), new byte[1]);
            store.delete(named(name));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void ignoresFilesOfOthers() throws IOException {
        SnippetStore store = again();
        store.save(named("a"), new byte[1]);
        for (String file : List.of("A.json", "%61.json", "%zz.json", "%", "%2.json", "%ff.json", ".json", "readme.md",
                "é.json", "a~.json", "~a.json", "%-1.json", "%+1.json")) {
            Files.write(folder().resolve(file), new byte[1]);
        }
        Files.createDirectories(folder().resolve("b.json"));
        Files.createDirectories(folder().resolve("b~/c~"));
        assertThat(store.list("", "", 10).entries()).extracting(entry -> entry.name().value()).containsExactly("a");
        assertThat(store.find(named("b"))).isEmpty();
        assertThat(store.delete(named("b"))).isFalse();
    }

    @Test
    void saysThatItsFolderCannotBeUsed() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        for (Path unusable : List.of(file, file.resolve("below"))) {
            SnippetStore store = new FileSnippetStore(unusable);
            assertThatThrownBy(store::check).isInstanceOf(SnippetStoreException.class)
                    .hasMessage("The snippets are not available: the folder of the snippets is not a folder");
            assertThatThrownBy(() -> store.save(named("a"), new byte[1])).isInstanceOf(SnippetStoreException.class)
                    .hasMessageStartingWith("The snippet could not be saved: the folder of the snippets")
                    .hasMessageNotContainingAny(temporary.toString());
        }
    }

    @Test
    void aCheckRemovesWhatACrashLeft() throws IOException {
        again().save(named("a"), new byte[1]);
        Files.createFile(temporaryFile());
        again().check();
        assertThat(files()).containsExactly("a.json");
    }

    @Test
    void aCancelledCallIsNoFaultOfTheDisk() throws IOException {
        SnippetStore store = again();
        store.save(named("a"), "old".getBytes(UTF_8));
        try (ProblemLogCapture log = ProblemLogCapture.start()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> store.save(named("a"), "new".getBytes(UTF_8)))
                    .isInstanceOf(SnippetStoreException.class)
                    .hasMessage("The snippet could not be saved: the call was cancelled");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThatThrownBy(() -> store.find(named("a")))
                    .isInstanceOf(SnippetStoreException.class)
                    .hasMessage("The snippet could not be read: the call was cancelled");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(log.lines()).isEmpty();
        } finally {
            Thread.interrupted();
        }
        assertThat(files()).containsExactly("a.json");
        assertThat(store.find(named("a"))).hasValue("old".getBytes(UTF_8));
    }

    /** Writes a temporary file and doesn't come to an end. */
    static final class Writing {

        public static void main(String[] file) throws Exception {
            try (FileChannel channel = FileChannel.open(Path.of(file[0]), WRITE, CREATE_NEW)) {
                FileSnippetStore.claim(channel);
                System.out.println("locked");
                Thread.sleep(Duration.ofMinutes(5));
            }
        }
    }

    /** Saves the same snippet again and again. */
    static final class Saving {

        static final SnippetName NAME = named("large");
        static final int SIZE = 8 * 1024 * 1024;

        public static void main(String[] folder) {
            SnippetStore store = new FileSnippetStore(Path.of(folder[0]));
            while (true) {
                store.save(NAME, new byte[SIZE]);
                System.out.println("saved");
            }
        }
    }

    private static Process start(Class<?> main, String argument) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), main.getName(), argument)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void age(Path file, Duration age) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private Path temporaryFile() {
        return folder().resolve(".snippet-" + UUID.randomUUID() + ".tmp");
    }

    private List<String> temporaryFiles() throws IOException {
        return Files.exists(folder()) ? files().stream().filter(file -> file.endsWith(".tmp")).toList() : List.of();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String file(String name) {
        return folder().relativize(FileNames.path(folder(), named(name))).toString();
    }

    private Path folder() {
        return temporary.toAbsolutePath().resolve("data/snippets");
    }
}
