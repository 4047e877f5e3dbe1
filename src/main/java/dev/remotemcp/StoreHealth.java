package dev.remotemcp;

import dev.remotemcp.snippets.SnippetStore;
import dev.remotemcp.snippets.SnippetStoreException;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The server is ready when its store answers. The store is asked once in a few seconds however often health is asked for,
 * as that needs no key and a store across the network has its price. Who asks health gets an answer within a second,
 * however long the store takes: while it does, as at the start, the server is not ready.
 */
final class StoreHealth implements HealthCheck {

    private static final Duration VALID = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMillis(900);

    private final SnippetStore store;
    private CompletableFuture<Boolean> latest = CompletableFuture.completedFuture(false);
    private volatile long until = System.nanoTime();

    StoreHealth(SnippetStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckType type() {
        return HealthCheckType.READINESS;
    }

    @Override
    public String name() {
        return "snippets";
    }

    @Override
    public HealthCheckResponse call() {
        boolean answers = latest().copy().completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        return HealthCheckResponse.builder().status(answers).build();
    }

    private synchronized CompletableFuture<Boolean> latest() {
        if (latest.isDone() && System.nanoTime() - until >= 0) {
            CompletableFuture<Boolean> asked = new CompletableFuture<>();
            Thread.ofVirtual().name("store-health").start(() -> {
                try {
                    asked.complete(answers());
                } finally {
                    asked.complete(false);
                }
            });
            latest = asked;
        }
        return latest;
    }

    private boolean answers() {
        try {
            store.check();
            return true;
        } catch (SnippetStoreException e) {
            return false;
        } finally {
            until = System.nanoTime() + VALID.toNanos();
        }
    }
}
