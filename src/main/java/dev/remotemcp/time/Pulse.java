package dev.remotemcp.time;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks after what takes long: at each beat it runs the check of everything that is in flight, each on its own thread.
 * What ends before the next beat costs no timer and wakes no thread. After some beats with nothing to do it rests.
 */
public final class Pulse implements AutoCloseable {

    /** Work that comes one piece after the other must not start it anew for each. */
    private static final int IDLE_BEATS = 10;

    private final Duration interval;
    private final Set<Runnable> checks = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isBeating = new AtomicBoolean();
    private volatile boolean isClosed;

    public Pulse(Duration interval) {
        this.interval = interval;
    }

    public Duration interval() {
        return interval;
    }

    public void add(Runnable check) {
        checks.add(check);
        if (isBegun()) {
            Thread.ofVirtual().name("pulse").start(this::run);
        }
    }

    public void remove(Runnable check) {
        checks.remove(check);
    }

    private boolean isBegun() {
        return !isBeating.get() && isBeating.compareAndSet(false, true);
    }

    private void run() {
        int idle = 0;
        while (!isClosed) {
            try {
                Thread.sleep(interval);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody knows this thread", e);
            }
            // A check may block on a slow client, which must not hold up the others.
            checks.forEach(Thread::startVirtualThread);
            idle = checks.isEmpty() ? idle + 1 : 0;
            if (idle == IDLE_BEATS) {
                isBeating.set(false);
                // Whoever came in between saw it beating.
                if (checks.isEmpty() || !isBegun()) {
                    return;
                }
                idle = 0;
            }
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
