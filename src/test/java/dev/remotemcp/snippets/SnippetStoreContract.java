package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does. */
abstract class SnippetStoreContract {

    private SnippetStore store;

    /** A store without snippets that nothing but this test uses. */
    abstract SnippetStore empty();

    /** Another instance on the same snippets, as in another process. */
    abstract SnippetStore again();

    /** Puts content where the store keeps that of this name, as another program might. */
    abstract void putByAnotherProgram(SnippetName name, byte[] content) throws IOException;

    @BeforeEach
    void open() {
        store = empty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isEmptyBeforeTheFirstSave() {
        assertThat(store.find(named("a"))).isEmpty();
        assertThat(store.delete(named("a"))).isFalse();
        assertThat(store.list("", "", 10)).isEqualTo(new SnippetPage(List.of(), Optional.empty()));
        store.check();
    }

    @Test
    void keepsEveryAcceptedNameApartAndExactly() {
        List<SnippetName> names = Names.ACCEPTED.stream().map(SnippetName::new).toList();
        names.forEach(name -> store.save(name, contentOf(name)));

        for (SnippetName name : names) {
            assertThat(store.find(name)).as(name.value()).hasValue(contentOf(name));
        }
        assertThat(names(all("", 25))).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names(all("", 25))).isEqualTo(names(all("", 1000)));
        for (SnippetName name : names) {
            assertThat(names(all(name.value(), 100))).as("beginning with %s", name.value())
                    .containsExactlyInAnyOrderElementsOf(names.stream()
                            .filter(other -> other.value().startsWith(name.value())).toList());
        }
        for (SnippetName name : names) {
            assertThat(store.delete(name)).as(name.value()).isTrue();
            assertThat(store.find(name)).as(name.value()).isEmpty();
        }
        assertThat(all("", 10)).isEmpty();
    }

    @Test
    void keepsBytesExactly() {
        byte[] everyByte = new byte[256];
        IntStream.range(0, 256).forEach(i -> everyByte[i] = (byte) i);
        byte[] mebibyte = new byte[1 << 20];
        new Random(1).nextBytes(mebibyte);

        for (byte[] content : List.of(new byte[0], new byte[1], new byte[1000], everyByte, mebibyte,
                "\ufeffline\r\nline\n\ud83d\ude00".getBytes(UTF_8))) {
            store.save(named("bytes"), content);
            assertThat(store.find(named("bytes"))).hasValue(content);
            assertThat(all("", 10)).extracting(SnippetPage.Entry::size).containsExactly((long) content.length);
        }
    }

    @Test
    void replacesAndDeletes() {
        store.save(named("a"), "long first version".getBytes(UTF_8));
        store.save(named("a"), "second".getBytes(UTF_8));
        assertThat(store.find(named("a"))).hasValue("second".getBytes(UTF_8));
        assertThat(all("", 10)).hasSize(1);

        assertThat(store.delete(named("a"))).isTrue();
        assertThat(store.delete(named("a"))).isFalse();
        assertThat(store.find(named("a"))).isEmpty();
    }

    @Test
    void keepsContentUpToTheLimitAndRefusesMore() {
        byte[] largest = new byte[SnippetStore.MAX_SIZE];
        new Random(2).nextBytes(largest);
        store.save(named("a"), largest);
        assertThat(store.find(named("a")).map(found -> Arrays.equals(found, largest))).hasValue(true);

        assertThatThrownBy(() -> store.save(named("a"), new byte[SnippetStore.MAX_SIZE + 1]))
                .isInstanceOf(SnippetStoreException.class)
                .hasMessage("The snippet could not be saved: it has 16777217 bytes, and at most 16777216 are allowed");
        assertThat(store.find(named("a")).map(found -> Arrays.equals(found, largest))).hasValue(true);
    }

    @Test
    void doesNotReadMoreThanTheLimit() throws IOException {
        store.save(named("a"), new byte[1]);
        putByAnotherProgram(named("a"), new byte[SnippetStore.MAX_SIZE + 1]);
        assertThatThrownBy(() -> store.find(named("a")))
                .isInstanceOf(SnippetStoreException.class)
                .hasMessage("The snippet could not be read: it has 16777217 bytes, and at most 16777216 are allowed");
        assertThat(store.version(named("a"))).isPresent();
        assertThat(all("", 10)).extracting(SnippetPage.Entry::size).containsExactly(16777217L);
        assertThat(store.delete(named("a"))).isTrue();
    }

    @Test
    void givesEachSaveAVersionOfItsOwn() {
        SnippetName name = named("a");
        assertThat(store.version(name)).isEmpty();
        Set<String> versions = new HashSet<>();
        try (SnippetStore other = again()) {
            for (int i = 0; i < 20; i++) {
                SnippetStore saving = i % 2 == 0 ? store : other;
                saving.save(name, new byte[] {(byte) (i / 4)});
                String version = store.version(name).orElseThrow();
                assertThat(versions.add(version)).as("save %s made a new version", i).isTrue();
                assertThat(other.version(name)).hasValue(version);
            }
            other.save(named("b"), new byte[1]);
            assertThat(store.version(name).map(versions::contains)).hasValue(true);
            other.delete(name);
            assertThat(store.version(name)).isEmpty();
            other.save(name, new byte[1]);
            assertThat(store.version(name).map(versions::contains)).hasValue(false);
        }
    }

    @Test
    void tellsWhenASnippetWasSaved() {
        Instant before = Instant.now();
        store.save(named("a"), new byte[3]);
        Instant saved = all("", 1).getFirst().lastModified();
        // The service tells whole seconds.
        assertThat(saved).isBetween(before.minusSeconds(2), Instant.now().plusSeconds(2));
    }

    @Test
    void listsPagesThatAnyInstanceContinues() {
        List<SnippetName> names = IntStream.range(0, 25)
                .mapToObj("note %02d"::formatted).map(SnippetName::new).toList();
        names.reversed().forEach(name -> store.save(name, contentOf(name)));
        store.save(named("other"), new byte[1]);
        store.save(named("Note"), new byte[1]);

        List<SnippetName> found = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String cursor = "";
        do {
            try (SnippetStore other = again()) {
                SnippetPage page = other.list("note ", cursor, 7);
                found.addAll(names(page.entries()));
                sizes.add(page.entries().size());
                cursor = page.nextCursor().orElse("");
            }
        } while (!cursor.isEmpty());
        assertThat(found).isEqualTo(names);
        assertThat(sizes.stream().filter(size -> size > 0)).containsExactly(7, 7, 7, 4);
    }

    @Test
    void listsInTheOrderOfTheService() {
        Stream.of("b", "a/b", "a", "a b", "a.b", "A", "é", "10", "9")
                .forEach(name -> store.save(named(name), new byte[1]));
        assertThat(names(all("", 2))).extracting(SnippetName::value)
                .containsExactly("10", "9", "A", "a b", "a.b", "a", "a/b", "b", "é");
    }

    @Test
    void continuesWhereTheCursorStandsWhateverCameAndWent() {
        Stream.of("a", "b", "c", "d").forEach(name -> store.save(named(name), new byte[1]));
        SnippetPage first = store.list("", "", 2);
        store.delete(named("b"));
        store.save(named("aa"), new byte[1]);
        assertThat(names(store.list("", first.nextCursor().orElseThrow(), 10).entries()))
                .containsExactly(named("c"), named("d"));
    }

    @Test
    void comparesPrefixesWithNamesAndNotWithBlobs() {
        Stream.of("a", "a.js", "b").forEach(name -> store.save(named(name), new byte[1]));
        assertThat(names(all("a.js", 10))).containsExactly(named("a.js"));
        assertThat(names(all("a.json", 10))).isEmpty();
        for (String prefix : List.of("a\\", "\0", "a\ud83d", "x".repeat(201), "../", "\uffff")) {
            assertThat(all(prefix, 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "AAAA", "a cursor", "AAAAAAAAAAAAAAAA", "bm90ZSAwMQ",
            "2!92!MDAwMDE", "\0", "é", "===="})
    void refusesCursorsThatAreNone(String cursor) {
        assertThatThrownBy(() -> store.list("", cursor, 5)).isInstanceOf(InvalidCursorException.class)
                .hasMessageContaining("cursor is invalid");
    }

    @Test
    void refusesCursorsOfOtherListsAndBrokenOnes() {
        Stream.of("aa", "ab", "ac").forEach(name -> store.save(named(name), new byte[1]));
        String cursor = store.list("a", "", 1).nextCursor().orElseThrow();
        byte[] foreign = Base64.getUrlDecoder().decode(new Cursor("elsewhere", "a", "aa").encoded());

        for (String broken : List.of(cursor.substring(1), cursor.substring(0, cursor.length() - 2), cursor + cursor,
                Base64.getUrlEncoder().encodeToString(foreign))) {
            assertThatThrownBy(() -> store.list("a", broken, 1)).isInstanceOf(InvalidCursorException.class);
        }
        assertThatThrownBy(() -> store.list("", cursor, 1)).isInstanceOf(InvalidCursorException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 5001})
    void refusesLimits(int limit) {
        assertThatThrownBy(() -> store.list("", "", limit)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(limit));
    }

    @Test
    void neverShowsAPartOfASave() throws Exception {
        SnippetName name = named("shared");
        store.save(name, version(0));
        AtomicBoolean saving = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> readers = Stream.generate(() -> threads.submit(() -> {
                int reads = 0;
                for (; saving.get() || reads < 5; reads++) {
                    assertComplete(store.find(name).orElseThrow());
                }
                return reads;
            })).limit(4).toList();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int writer = i;
                writers.add(threads.submit(() -> IntStream.range(0, 25)
                        .forEach(n -> store.save(name, version(writer * 25 + n)))));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            saving.set(false);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(all("", 10)).hasSize(1);
    }

    @Test
    void savesAndDeletesLongNamesConcurrently() throws Exception {
        List<SnippetName> names = IntStream.range(0, 8).mapToObj(i -> named("日".repeat(190) + i)).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> done : names.stream().<Future<?>>map(name -> threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    store.save(name, contentOf(name));
                    assertThat(store.delete(name)).isTrue();
                }
                store.save(name, contentOf(name));
            })).toList()) {
                done.get();
            }
        }
        assertThat(names(all("日", 3))).isEqualTo(names);
    }

    @Test
    void describesItselfWithoutAKey() {
        assertThat(store.description()).isNotBlank().doesNotContain("AccountKey", "Eby8");
    }

    final List<SnippetPage.Entry> all(String prefix, int limit) {
        List<SnippetPage.Entry> all = new ArrayList<>();
        String cursor = "";
        do {
            SnippetPage page = store.list(prefix, cursor, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.entries());
            cursor = page.nextCursor().orElse("");
        } while (!cursor.isEmpty());
        return all;
    }

    static SnippetName named(String value) {
        return new SnippetName(value);
    }

    private static List<SnippetName> names(List<SnippetPage.Entry> entries) {
        return entries.stream().map(SnippetPage.Entry::name).toList();
    }

    private static byte[] contentOf(SnippetName name) {
        return ("content of " + name).getBytes(UTF_8);
    }

    /** All bytes are the same, and as many as that byte tells. */
    private static byte[] version(int number) {
        byte[] content = new byte[1000 + number * 1000];
        Arrays.fill(content, (byte) number);
        return content;
    }

    private static void assertComplete(byte[] content) {
        assertThat(content).isEqualTo(version(content[0]));
    }

    static void assertWithin(Duration limit, Runnable call) {
        long start = System.nanoTime();
        call.run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
    }
}
