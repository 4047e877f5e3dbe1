package dev.remotemcp.snippets;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.remotemcp.time.Deadline;
import dev.remotemcp.time.Pulse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Snippets as blobs {@code {name}.json} of one container, as other tools for Blob Storage see them. The client is
 * built by the first call; {@link #check} at start makes it before the first request needs it. No call takes longer
 * than the limit. Within it, a call is made again after a failure that may pass. That is safe because no call does more
 * when it is made twice. The container is created by the first save that misses it; until then the store is empty.
 *
 * <p>When a delete had to be repeated and finds nothing, it counts as done: the answer to the first may have been lost.
 */
final class BlobSnippetStore implements SnippetStore {

    private static final String CONTAINER = "snippets";
    private static final String NOT_SAVED = "The snippet could not be saved";
    static final String NOT_READ = "The snippet could not be read";
    private static final String NOT_AVAILABLE = "The snippets are not available";
    private static final String KIND = "blobs";
    private static final int TRIES = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    private final BlobAccount account;
    private final String container;
    private final Duration limit;
    private final Duration patience;
    private final BlobFailures failures;
    private final Pulse pulse = new Pulse(Duration.ofMillis(100));
    private final ProblemLog log = new ProblemLog();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blob-storage-", 0).factory());
    private final Lazy<BlobClients> clients;

    BlobSnippetStore(BlobAccount account, Duration limit) {
        this(account, CONTAINER, limit);
    }

    BlobSnippetStore(BlobAccount account, String container, Duration limit) {
        this.account = account;
        this.container = container;
        this.limit = limit;
        this.patience = limit.dividedBy(2);
        this.failures = new BlobFailures(account, container, limit);
        this.clients = new Lazy<>(() -> BlobClients.connect(account, container, limit, threads));
    }

    @Override
    public void save(SnippetName name, List<ByteBuffer> content) {
        SnippetStoreException.checkSize(NOT_SAVED, SnippetStore.size(content));
        call(NOT_SAVED, blobs -> {
            BlobRequests requests = new BlobRequests(blobs);
            try {
                requests.put(name.blob(), content);
            } catch (BlobStorageException e) {
                if (!BlobFailures.isNoContainer(e)) {
                    throw e;
                }
                create(blobs);
                requests.put(name.blob(), content);
            }
            return true;
        });
    }

    @Override
    public Optional<byte[]> find(SnippetName name) {
        return call(NOT_READ, blobs -> {
            try {
                return Optional.of(new BlobRequests(blobs).get(name.blob()));
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
        AtomicBoolean isRepeated = new AtomicBoolean();
        return call("The snippet could not be deleted", blobs -> {
            boolean mayBeGone = isRepeated.getAndSet(true);
            try {
                blobs.getBlobClient(name.blob()).delete();
                return true;
            } catch (BlobStorageException e) {
                return absent(e, mayBeGone);
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
        call(NOT_AVAILABLE, blobs -> {
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
        pulse.close();
        threads.shutdownNow();
        clients.ifMade().ifPresent(BlobClients::close);
    }

    private static void create(BlobContainerClient blobs) {
        try {
            blobs.createIfNotExists();
        } catch (BlobStorageException e) {
            throw BlobFailures.isPassing(e) ? e : new BlobFailures.NoContainerException(e);
        }
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

    /** On this thread, if it is a virtual one: another one would go on waiting for the service when it is interrupted. */
    private <T> T call(String failing, Function<BlobContainerClient, T> operation) {
        try {
            return Thread.currentThread().isVirtual()
                    ? persistently(failing, operation)
                    : elsewhere(() -> persistently(failing, operation));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SnippetStoreException(failing + ": the call was cancelled");
        }
    }

    private <T> T elsewhere(Callable<T> call) throws InterruptedException {
        Future<T> answer = threads.submit(call);
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private SnippetStoreException told(String failing, StoreProblem problem) {
        log.tell(problem);
        return problem.exception(failing);
    }

    private Optional<IdentityToken> token() {
        return clients.ifMade().flatMap(BlobClients::token);
    }

    /** A token may be over when it arrives; by then another call may have got the next one, so once is worth a try. */
    private boolean mayPass(RuntimeException failure, int tries) {
        return BlobFailures.isPassing(failure)
                || BlobFailures.isUnauthenticated(failure) && tries == 1 && token().isPresent();
    }

    private <T> T persistently(String failing, Function<BlobContainerClient, T> operation) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Duration pause = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            try {
                return once(operation, Duration.ofNanos(end - System.nanoTime()));
            } catch (InvalidCursorException | SnippetStoreException e) {
                throw e;
            } catch (LinkageError e) {
                // A native executable that lacks a class of the SDK fails so, in the answers to some requests only.
                throw told(failing, failures.problem(e));
            } catch (RuntimeException e) {
                RuntimeException failure = BlobFailures.unwrapped(e);
                // Such a connection says nothing of the service, which gets the request over a new one.
                Duration wait = tries == 1 && BlobFailures.isOfKeptConnection(failure)
                        ? Duration.ZERO : pauseBefore(failure, pause);
                if (tries == TRIES || !mayPass(failure, tries) || System.nanoTime() + wait.toNanos() >= end) {
                    throw told(failing, failures.problem(failure));
                }
                Thread.sleep(wait);
                pause = pause.multipliedBy(2);
            }
        }
    }

    /** One try. One that hangs leaves room for another one. */
    private <T> T once(Function<BlobContainerClient, T> operation, Duration left) throws InterruptedException {
        Deadline deadline = Deadline.start(pulse, left.compareTo(patience) < 0 ? left : patience);
        try (deadline) {
            return operation.apply(clients.value().container());
        } catch (RuntimeException e) {
            if (deadline.isOver()) {
                throw new BlobFailures.SilenceException(token().filter(IdentityToken::isAwaited).isPresent());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    /** What the service asks for or more, and some random time, so that clients that failed together come back apart. */
    private static Duration pauseBefore(RuntimeException failure, Duration pause) {
        Duration least = BlobFailures.askedPause(failure).filter(asked -> asked.compareTo(pause) > 0).orElse(pause);
        return least.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis()));
    }

    /** What a missing container or blob means; all else is a failure. */
    private static <T> T absent(BlobStorageException e, T meaning) {
        if (e.getStatusCode() != 404) {
            throw e;
        }
        return meaning;
    }
}
