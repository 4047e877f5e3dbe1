package dev.remotemcp.snippets;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import reactor.core.publisher.Mono;

/**
 * The tokens of a managed identity. However many calls need one, it is asked for once at a time, on a thread of its own:
 * a call that ends early does not end it for the others, and all learn at once that it failed.
 */
final class IdentityToken implements TokenCredential {

    /** For how long a failure answers those who ask next. The SDK lets them ask one after the other. */
    private static final Duration SHARED = Duration.ofSeconds(1);

    private final TokenCredential identity;
    private final Executor threads;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Fetch> latest = Optional.empty();

    IdentityToken(TokenCredential identity, Executor threads) {
        this.identity = identity;
        this.threads = threads;
    }

    private record Fetch(CompletableFuture<AccessToken> token, CompletableFuture<Long> failedAt) {
        boolean isUsable() {
            return !token.isDone()
                    || failedAt.isDone() && System.nanoTime() - failedAt.join() < SHARED.toNanos();
        }
    }

    /** Whether somebody waits for a token now. */
    boolean isAwaited() {
        lock.lock();
        try {
            return latest.filter(fetch -> !fetch.token().isDone()).isPresent();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.fromCallable(() -> getTokenSync(request));
    }

    /** @throws ClientAuthenticationException when there is none */
    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        try {
            return current(request).token().get();
        } catch (ExecutionException e) {
            throw unavailable(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static ClientAuthenticationException unavailable(Throwable cause) {
        return new ClientAuthenticationException("There is no token", null, cause);
    }

    private Fetch current(TokenRequestContext request) {
        lock.lock();
        try {
            Fetch fetch = latest.filter(Fetch::isUsable).orElseGet(() -> fetch(request));
            latest = Optional.of(fetch);
            return fetch;
        } finally {
            lock.unlock();
        }
    }

    private Fetch fetch(TokenRequestContext request) {
        CompletableFuture<Long> failedAt = new CompletableFuture<>();
        return new Fetch(CompletableFuture.supplyAsync(() -> identity.getTokenSync(request), threads)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        failedAt.complete(System.nanoTime());
                    }
                }), failedAt);
    }
}
