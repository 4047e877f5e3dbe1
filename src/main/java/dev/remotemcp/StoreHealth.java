package dev.remotemcp;

import dev.remotemcp.snippets.SnippetStore;
import dev.remotemcp.snippets.SnippetStoreException;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;

/** The server is ready when its store answers. */
record StoreHealth(SnippetStore store) implements HealthCheck {

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
        try {
            store.check();
            return HealthCheckResponse.builder().status(HealthCheckResponse.Status.UP).build();
        } catch (SnippetStoreException e) {
            return HealthCheckResponse.builder().status(HealthCheckResponse.Status.DOWN).build();
        }
    }
}
