package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
    void removesWhatACrashLeft() throws IOException {
        SnippetStore store = again();
        store.save(named("a"), new byte[1]);
        Path leftover = Files.write(folder().resolve("9f0c.tmp"), new byte[10]);
        assertThat(store.list("", "", 10).entries()).hasSize(1);
        assertThat(again().list("", "", 10).entries()).hasSize(1);
        assertThat(leftover).doesNotExist();
    }

    @Test
    void leavesNothingBehind() throws IOException {
        SnippetStore store = again();
        for (String name : Names.ACCEPTED) {
            store.save(named(name), new byte[1]);
            store.delete(named(name));
        }
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files).isEmpty();
        }
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
                    .hasMessage("The folder of the snippets can't be written");
            assertThatThrownBy(() -> store.save(named("a"), new byte[1])).isInstanceOf(SnippetStoreException.class)
                    .hasMessageStartingWith("The snippet could not be saved: the folder of the snippets")
                    .hasMessageNotContainingAny(temporary.toString())
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    private String file(String name) {
        return folder().relativize(FileNames.path(folder(), named(name))).toString();
    }

    private Path folder() {
        return temporary.toAbsolutePath().resolve("data/snippets");
    }
}
