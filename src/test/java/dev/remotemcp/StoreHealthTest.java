package dev.remotemcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.remotemcp.snippets.SnippetName;
import dev.remotemcp.snippets.SnippetPage;
import dev.remotemcp.snippets.SnippetStore;
import io.helidon.health.HealthCheckResponse.Status;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreHealthTest {

    private final Slow store = new Slow();

    @AfterEach
    void end() {
        store.answer.countDown();
    }

    @Test
    void isNotReadyBeforeTheFirstAnswer() {
        StoreHealth health = new StoreHealth(store, Duration.ZERO, Duration.ofMinutes(1));
        store.answer = new CountDownLatch(1);
        assertThat(health.call().status()).isEqualTo(Status.DOWN);
        store.answer.countDown();
        awaitReady(health);
    }

    @Test
    void staysReadyWhileTheStoreIsAskedAgain() {
        StoreHealth health = new StoreHealth(store, Duration.ZERO, Duration.ofMinutes(1));
        awaitReady(health);
        store.answer = new CountDownLatch(1);
        assertThat(health.call().status()).isEqualTo(Status.UP);
        assertThat(health.call().status()).isEqualTo(Status.UP);
    }

    @Test
    void isNotReadyWhenTheStoreTakesTooLong() {
        StoreHealth health = new StoreHealth(store, Duration.ZERO, Duration.ZERO);
        awaitReady(health);
        store.answer = new CountDownLatch(1);
        assertThat(health.call().status()).isEqualTo(Status.DOWN);
    }

    private static void awaitReady(StoreHealth health) {
        for (int asked = 0; health.call().status() != Status.UP; asked++) {
            assertThat(asked).isLessThan(60);
        }
    }

    /** Takes until the latch opens. */
    private static final class Slow implements SnippetStore {

        private volatile CountDownLatch answer = new CountDownLatch(0);

        @Override
        public void check() {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void save(SnippetName name, List<ByteBuffer> content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<byte[]> find(SnippetName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> version(SnippetName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean delete(SnippetName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SnippetPage list(String prefix, String cursor, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String description() {
            throw new UnsupportedOperationException();
        }
    }
}
