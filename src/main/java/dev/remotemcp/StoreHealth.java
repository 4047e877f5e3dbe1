package dev.remotemcp;

import dev.remotemcp.snippets.SnippetStore;
import dev.remotemcp.snippets.SnippetStoreException;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The server is ready when its store answers. The store is asked once in a few seconds however often health is asked for,
 * as that needs no key and a store across the network has its price.
 */
final class StoreHealth implements HealthCheck {

    private static final Duration VALID = Duration.ofSeconds(3);

    private final SnippetStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private HealthCheckResponse latest = HealthCheckResponse.builder().status(false).build();
    private long until = System.nanoTime();

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
        lock.lock();
        try {
            if (System.nanoTime() - until >= 0) {
                latest = HealthCheckResponse.builder().status(answers()).build();
                until = System.nanoTime() + VALID.toNanos();
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    private boolean answers() {
        try {
            store.check();
            return true;
        } catch (SnippetStoreException e) {
            return false;
        }
    }
}
