package dev.remotemcp.snippets;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.identity.ManagedIdentityCredential;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Snippets as blobs {@code {name}.json} of one container, as other tools for Blob Storage see them. The client is
 * built by the first call; {@link #check} at start makes it before the first request needs it. No call takes longer
 * than the limit. Within it, a call is made again after a failure that may pass. That is safe because no call does more
 * when it is made twice. The container is created by the first save that misses it; until then the store is empty.
 *
 * <p>When the answer to a delete is lost, the repeated delete finds nothing and says so.
 */
final class BlobSnippetStore implements SnippetStore {

    private static final String CONTAINER = "snippets";
    private static final String NOT_SAVED = "The snippet could not be saved";
    private static final String NOT_READ = "The snippet could not be read";
    private static final String KIND = "blobs";
    private static final BlobHttpHeaders TEXT = new BlobHttpHeaders().setContentType("text/plain; charset=utf-8");
    private static final String SDK_THREADS = "azure.sdk.shared.threadpool.usevirtualthreads";
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    // Kept in a field, because a logger that nothing refers to is collected and its level lost. The SDK warns at
    // every request that the JDK's client sets Content-Length itself, and it and MSAL log each failure that they also
    // throw; Reactor logs calls that were cancelled.
    private static final List<Logger> NOISY = Stream.of(
            "com.azure", "com.microsoft.aad.msal4j", "reactor.core.publisher.Operators")
            .map(Logger::getLogger).toList();

    private final BlobAccount account;
    private final String container;
    private final Duration limit;
    private final Lazy<BlobContainerClient> client = new Lazy<>(this::connected);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blob-storage-", 0).factory());

    BlobSnippetStore(BlobAccount account, Duration limit) {
        this(account, CONTAINER, limit);
    }

    BlobSnippetStore(BlobAccount account, String container, Duration limit) {
        this.account = account;
        this.container = container;
        this.limit = limit;
    }

    @Override
    public void save(SnippetName name, byte[] content) {
        if (content.length > MAX_SIZE) {
            throw SnippetStoreException.tooLarge(NOT_SAVED, content.length);
        }
        call(NOT_SAVED, blobs -> {
            try {
                return upload(blobs, name, content);
            } catch (BlobStorageException e) {
                if (!noContainer(e)) {
                    throw e;
                }
                blobs.createIfNotExists();
                return upload(blobs, name, content);
            }
        });
    }

    @Override
    public Optional<byte[]> find(SnippetName name) {
        return call(NOT_READ, blobs -> {
            try {
                return Optional.of(blobs.getBlobClient(name.blob())
                        .downloadContentWithResponse(
                                new DownloadRetryOptions().setMaxRetryRequests(0), null, null, Context.NONE)
                        .getValue().toBytes());
            } catch (BlobStorageException e) {
                return absent(e, Optional.empty());
            }
        });
    }

    @Override
    public Optional<String> version(SnippetName name) {
        return call(NOT_READ, blobs -> {
            try {
                return Optional.of(blobs.getBlobClient(name.blob()).getProperties().getETag());
            } catch (BlobStorageException e) {
                return absent(e, Optional.empty());
            }
        });
    }

    @Override
    public boolean delete(SnippetName name) {
        return call("The snippet could not be deleted", blobs -> {
            try {
                blobs.getBlobClient(name.blob()).delete();
                return true;
            } catch (BlobStorageException e) {
                return absent(e, false);
            }
        });
    }

    @Override
    public SnippetPage list(String prefix, String cursor, int limit) {
        String position = Cursor.position(cursor, KIND, prefix);
        SnippetPage.checkedLimit(limit);
        if (!SnippetName.mayBeginWith(prefix)) {
            return SnippetPage.EMPTY;
        }
        return call("The snippets could not be listed", blobs -> {
            try {
                return page(blobs, prefix, position, limit);
            } catch (BlobStorageException e) {
                if (e.getStatusCode() == 400 && !position.isEmpty()) {
                    throw new InvalidCursorException();
                }
                return absent(e, SnippetPage.EMPTY);
            }
        });
    }

    @Override
    public void check() {
        call("The snippets are not available", blobs -> {
            try {
                return blobs.getProperties().getETag();
            } catch (BlobStorageException e) {
                return absent(e, "");
            }
        });
    }

    @Override
    public String description() {
        return "Azure Blob Storage, container %s at %s".formatted(container, account.endpoint());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static String upload(BlobContainerClient blobs, SnippetName name, byte[] content) {
        // One Put Blob: the service shows it whole or not at all.
        return blobs.getBlobClient(name.blob()).getBlockBlobClient()
                .uploadWithResponse(
                        new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(content)).setHeaders(TEXT),
                        null, Context.NONE)
                .getValue().getETag();
    }

    /** Asks for more while blobs that are not snippets take up places of the page, so that short pages are rare. */
    private SnippetPage page(BlobContainerClient blobs, String prefix, String position, int limit) {
        long enough = System.nanoTime() + this.limit.toNanos() / 4;
        List<SnippetPage.Entry> entries = new ArrayList<>();
        String next = position;
        do {
            PagedResponse<BlobItem> page = blobs
                    .listBlobs(new ListBlobsOptions().setPrefix(prefix), next.isEmpty() ? null : next, null)
                    .iterableByPage(next.isEmpty() ? null : next, limit - entries.size()).iterator().next();
            for (BlobItem blob : page.getElements()) {
                SnippetName.ofBlob(blob.getName())
                        // The service compares with the blob's name, of which ".json" is a part.
                        .filter(name -> name.value().startsWith(prefix))
                        .map(name -> new SnippetPage.Entry(name, blob.getProperties().getContentLength(),
                                blob.getProperties().getLastModified().toInstant()))
                        .ifPresent(entries::add);
            }
            next = page.getContinuationToken() == null ? "" : page.getContinuationToken();
        } while (!next.isEmpty() && entries.size() < limit && System.nanoTime() < enough);
        return new SnippetPage(entries, next.isEmpty()
                ? Optional.empty()
                : Optional.of(new Cursor(KIND, prefix, next).encoded()));
    }

    /** Ends the call from outside, because no option bounds how long the SDK waits for tokens and bodies. */
    private <T> T call(String failing, Function<BlobContainerClient, T> operation) {
        Future<T> answer = threads.submit(() -> persistently(operation));
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new SnippetStoreException(
                    "%s: Blob Storage did not answer within %s s".formatted(failing, seconds(limit)), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new SnippetStoreException(failing + ": the call was cancelled", e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case InvalidCursorException invalid -> invalid;
                case SnippetStoreException told -> told;
                case Throwable cause -> new SnippetStoreException(failing + ": " + reason(cause), cause);
            };
        }
    }

    private <T> T persistently(Function<BlobContainerClient, T> operation) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Duration pause = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                return operation.apply(client.value());
            } catch (RuntimeException e) {
                Duration wait = pauseBefore(e, pause);
                if (tries == TRIES || !passing(e) || System.nanoTime() + wait.toNanos() >= end) {
                    throw e;
                }
                Thread.sleep(wait);
                pause = pause.multipliedBy(2);
            }
        }
    }

    /** As long as the service asks for, else a random time, so that clients that failed together come back apart. */
    private static Duration pauseBefore(RuntimeException failure, Duration pause) {
        if (failure instanceof BlobStorageException e && e.getResponse() != null) {
            String asked = e.getResponse().getHeaderValue(HttpHeaderName.RETRY_AFTER);
            if (asked != null && asked.matches("[0-9]{1,4}")) {
                return Duration.ofSeconds(Long.parseLong(asked));
            }
        }
        return pause.multipliedBy(ThreadLocalRandom.current().nextLong(500, 1500)).dividedBy(1000);
    }

    private static boolean passing(Throwable failure) {
        return switch (failure) {
            case BlobStorageException e -> switch (e.getStatusCode()) {
                case 408, 429, 500, 502, 503, 504 -> true;
                default -> false;
            };
            case ClientAuthenticationException _ -> false;
            default -> causedBy(failure, IOException.class) || causedBy(failure, TimeoutException.class);
        };
    }

    private static boolean noContainer(BlobStorageException e) {
        return e.getStatusCode() == 404 && BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode());
    }

    /** What a missing container or blob means; all else is a failure. */
    private static <T> T absent(BlobStorageException e, T meaning) {
        if (e.getStatusCode() != 404) {
            throw e;
        }
        return meaning;
    }

    private String reason(Throwable failure) {
        return switch (failure) {
            case BlobStorageException e -> switch (e.getStatusCode()) {
                case 401, 403 -> refusal(e);
                default -> "Blob Storage answered %d (%s)".formatted(e.getStatusCode(), e.getErrorCode());
            };
            case ClientAuthenticationException _ -> "there is no token for the managed identity; check that the"
                    + " identity is assigned to this server and that AZURE_CLIENT_ID is its client id";
            default -> causedBy(failure, IOException.class) || causedBy(failure, TimeoutException.class)
                    ? "Blob Storage can't be reached"
                    : "Blob Storage can't be used";
        };
    }

    private String refusal(BlobStorageException e) {
        boolean unknown = e.getStatusCode() == 401 || BlobErrorCode.AUTHENTICATION_FAILED.equals(e.getErrorCode());
        // This code stands for the account's network rules, but some services send it for wrong credentials too.
        boolean network = BlobErrorCode.AUTHORIZATION_FAILURE.equals(e.getErrorCode());
        String refused = switch (account) {
            case BlobAccount.ByConnectionString _ when unknown || network ->
                    "the storage account refuses the key in AzureWebJobsStorage";
            case BlobAccount.ByConnectionString _ ->
                    "the storage account refuses access (%s)".formatted(e.getErrorCode());
            case BlobAccount.ByManagedIdentity _ when unknown ->
                    "the storage account refuses the token of the managed identity";
            case BlobAccount.ByManagedIdentity _ ->
                    "the managed identity needs the role Storage Blob Data Contributor on the container " + container;
        };
        return network ? refused + ", or the account's network rules refuse this server" : refused;
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private BlobContainerClient connected() {
        // With few processors the SDK's own virtual threads can end up waiting for each other to fetch a token.
        if (System.getProperty(SDK_THREADS) == null) {
            System.setProperty(SDK_THREADS, "false");
        }
        NOISY.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(Level.OFF));
        HttpClient http = new JdkHttpClientBuilder()
                .connectionTimeout(limit.dividedBy(3))
                // A try that hangs leaves room for another one.
                .responseTimeout(limit.multipliedBy(2).dividedBy(5))
                .readTimeout(limit.multipliedBy(2).dividedBy(5))
                .writeTimeout(limit.multipliedBy(2).dividedBy(5))
                .build();
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder()
                .httpClient(http)
                .addPolicy(new SizeLimit())
                // Not the newest version, so that the Azurites in use know it; it has all that is used here.
                .serviceVersion(BlobServiceVersion.V2023_11_03)
                // This class repeats by itself: within its limit, with jitter.
                .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, limit, null, null, null));
        switch (account) {
            case BlobAccount.ByConnectionString(String value) -> builder.connectionString(value);
            case BlobAccount.ByManagedIdentity identity ->
                    builder.endpoint(identity.endpoint()).credential(credential(identity, http));
        }
        return builder.buildClient().getBlobContainerClient(container);
    }

    private static ManagedIdentityCredential credential(BlobAccount.ByManagedIdentity identity, HttpClient http) {
        ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder()
                .httpClient(http)
                .retryOptions(new RetryOptions(new FixedDelayOptions(1, FIRST_PAUSE)));
        if (!identity.clientId().isEmpty()) {
            builder.clientId(identity.clientId());
        }
        return builder.build();
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? Long.toString(time.toSeconds()) : "%.1f".formatted(time.toMillis() / 1e3);
    }

    /** Refuses a blob that is too large by the length that the service announces, before any of it is read. */
    private static final class SizeLimit extends HttpPipelineSyncPolicy {
        private static final HttpHeaderName OF_BLOBS = HttpHeaderName.fromString("x-ms-blob-type");

        @Override
        protected HttpResponse afterReceivedResponse(HttpPipelineCallContext context, HttpResponse response) {
            String length = response.getHeaderValue(HttpHeaderName.CONTENT_LENGTH);
            boolean content = context.getHttpRequest().getHttpMethod() == HttpMethod.GET
                    && response.getHeaderValue(OF_BLOBS) != null;
            if (content && length != null && Long.parseLong(length) > MAX_SIZE) {
                response.close();
                throw SnippetStoreException.tooLarge(NOT_READ, Long.parseLong(length));
            }
            return response;
        }
    }
}
