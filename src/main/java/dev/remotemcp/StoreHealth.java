package dev.remotemcp;

import dev.remotemcp.snippets.SnippetStore;
import dev.remotemcp.snippets.SnippetStoreException;
import dev.remotemcp.snippets.SnippetStores;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The server is ready when its store answers. The store is asked once in a few seconds however often health is asked for,
 * as that needs no key and a store across the network has its price. Who asks health gets an answer within a second,
 * however long the store takes: until it answers, its last answer stands for a while. Before its first, the server is not
 * ready.
 */
final class StoreHealth implements HealthCheck {

    private static final Duration VALID = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMillis(900);
    /** As long as a call of a store across the network takes at most. */
    private static final Duration STANDS = SnippetStores.LIMIT;

    private final SnippetStore store;
    private final Duration valid;
    private final Duration stands;
    private Check latest = new Check(CompletableFuture.completedFuture(false), false, System.nanoTime());
    private volatile long until = System.nanoTime();

    StoreHealth(SnippetStore store) {
        this(store, VALID, STANDS);
    }

    /**
     * @param valid for how long an answer of the store is not asked for again
     * @param stands for how long after the store was asked again its last answer stands
     */
    StoreHealth(SnippetStore store, Duration valid, Duration stands) {
        this.store = store;
        this.valid = valid;
        this.stands = stands;
    }

    /**
     * @param last what the store answered before
     * @param since when the store was asked
     */
    private record Check(CompletableFuture<Boolean> answer, boolean last, long since) {
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
        Check check = latest();
        boolean meanwhile = check.last() && System.nanoTime() - check.since() < stands.toNanos();
        boolean answers = check.answer().copy()
                .completeOnTimeout(meanwhile, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        return HealthCheckResponse.builder().status(answers).build();
    }

    private synchronized Check latest() {
        if (latest.answer().isDone() && System.nanoTime() - until >= 0) {
            CompletableFuture<Boolean> asked = new CompletableFuture<>();
            Thread.ofVirtual().name("store-health").start(() -> {
                try {
                    asked.complete(answers());
                } finally {
                    asked.complete(false);
                }
            });
            latest = new Check(asked, latest.answer().join(), System.nanoTime());
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
            until = System.nanoTime() + valid.toNanos();
        }
    }
}
