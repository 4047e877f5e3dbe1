package dev.remotemcp.protocol;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Passes changes of this instance's lists on to whoever listens here. */
final class ChangeFeed implements AutoCloseable {

    static final int MAX_LISTENERS = 1000;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    void publish(ListChange change) {
        listeners.forEach(listener -> listener.changes.offer(Optional.of(change)));
    }

    /** A listener from now on; empty when there are too many already, or the server is about to end. */
    Optional<Listener> listen() {
        if (closed || listeners.size() >= MAX_LISTENERS) {
            return Optional.empty();
        }
        Listener listener = new Listener();
        listeners.add(listener);
        return Optional.of(listener);
    }

    /** Lets all listeners come to their end. */
    @Override
    public void close() {
        closed = true;
        listeners.forEach(listener -> listener.changes.offer(Optional.empty()));
    }

    /** One who listens. */
    final class Listener implements AutoCloseable {

        /**
         * More changes than kinds of them need not wait: each only says that a list should be fetched again. An empty
         * one says that the end has come; an interruption could say so too, but would close a connection in use.
         */
        private final BlockingQueue<Optional<ListChange>> changes = new LinkedBlockingQueue<>(100);

        /** The next change, if one comes in time. */
        Optional<ListChange> next(Duration patience) throws InterruptedException {
            return Optional.ofNullable(changes.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
                    .flatMap(change -> change);
        }

        /** Whether the server is about to end. */
        boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
