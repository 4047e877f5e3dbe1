package dev.remotemcp.snippets;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.ManagedIdentityCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.remotemcp.azure.ApacheHttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The SDK's client of one container, set up for calls that are bounded and repeated by {@link BlobSnippetStore}.
 *
 * @param token of the managed identity; empty where the account is reached otherwise
 * @param http  below the container and the identity, closed with this
 */
record BlobClients(BlobContainerClient container, Optional<IdentityToken> token, List<ApacheHttpClient> http)
        implements AutoCloseable {

    private static final String SDK_THREADS = "azure.sdk.shared.threadpool.usevirtualthreads";
    private static final RetryOptions TOKEN_RETRIES = new RetryOptions(
            new ExponentialBackoffOptions().setMaxRetries(4).setBaseDelay(Duration.ofMillis(200)));

    // Kept in a field, because a logger that nothing refers to is collected and its level lost. The SDK, MSAL and
    // HttpClient log what they also throw; Reactor logs calls that were cancelled.
    private static final List<Logger> NOISY = Stream.of(
            "com.azure", "com.microsoft.aad.msal4j", "org.apache.hc", "reactor.core.publisher.Operators")
            .map(Logger::getLogger).toList();

    /** @param limit of one call of the store, with all its tries */
    static BlobClients connect(BlobAccount account, String container, Duration limit, ExecutorService threads) {
        // With few processors the SDK's own virtual threads can end up waiting for each other to fetch a token.
        if (System.getProperty(SDK_THREADS) == null) {
            System.setProperty(SDK_THREADS, "false");
        }
        NOISY.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(Level.OFF));
        List<ApacheHttpClient> http = new ArrayList<>();
        try {
            // The store bounds its calls itself; a timer for each read would wake threads at every call.
            http.add(new ApacheHttpClient(limit.dividedBy(3), Duration.ZERO, threads));
            BlobServiceClientBuilder builder = new BlobServiceClientBuilder()
                    .httpClient(http.getFirst())
                    .addPolicy(new OwnAnswers())
                    // Not the newest version, so that the Azurites in use know it; it has all that is used here.
                    .serviceVersion(BlobServiceVersion.V2023_11_03)
                    .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, (Duration) null, null, null, null));
            Optional<IdentityToken> token = switch (account) {
                case BlobAccount.ByConnectionString(String value) -> {
                    builder.connectionString(value);
                    yield Optional.empty();
                }
                case BlobAccount.ByManagedIdentity identity -> {
                    // The first token of an instance may take seconds: patience is worth more here than another try.
                    http.add(new ApacheHttpClient(
                            limit.dividedBy(3), limit.multipliedBy(4).dividedBy(5), threads));
                    IdentityToken fetched = new IdentityToken(credential(identity, http.getLast()), threads);
                    builder.endpoint(identity.endpoint()).credential(fetched);
                    yield Optional.of(fetched);
                }
            };
            return new BlobClients(builder.buildClient().getBlobContainerClient(container), token, http);
        } catch (RuntimeException | LinkageError e) {
            http.forEach(ApacheHttpClient::close);
            throw e;
        }
    }

    private static ManagedIdentityCredential credential(BlobAccount.ByManagedIdentity identity, ApacheHttpClient http) {
        ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder()
                .httpClient(http)
                .retryOptions(TOKEN_RETRIES);
        if (!identity.clientId().isEmpty()) {
            builder.clientId(identity.clientId());
        }
        return builder.build();
    }

    @Override
    public void close() {
        http.forEach(ApacheHttpClient::close);
    }

    /**
     * Refuses errors that are not the service's own, which all have a code. The SDK would read their bodies as XML, and
     * a 404 of theirs would look like an empty store. No request has conditions, so no 304 comes without being asked.
     *
     * @see <a href="https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2">Error codes</a>
     */
    private static final class OwnAnswers extends HttpPipelineSyncPolicy {
        private static final HttpHeaderName CODE = HttpHeaderName.fromString("x-ms-error-code");

        @Override
        protected HttpResponse afterReceivedResponse(HttpPipelineCallContext context, HttpResponse response) {
            if (response.getStatusCode() >= 300 && response.getHeaderValue(CODE) == null) {
                response.close();
                throw new BlobFailures.ForeignAnswerException(response);
            }
            return response;
        }
    }
}
