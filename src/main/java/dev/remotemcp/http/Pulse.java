package dev.remotemcp.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks after what takes long: at each beat it runs the check of everything that is in flight, each on its own thread. */
final class Pulse implements AutoCloseable {

    private final Duration interval;
    private final Set<Runnable> checks = ConcurrentHashMap.newKeySet();
    private final Thread beat;

    Pulse(Duration interval) {
        this.interval = interval;
        this.beat = Thread.ofVirtual().name("pulse").start(this::run);
    }

    Duration interval() {
        return interval;
    }

    void add(Runnable check) {
        checks.add(check);
    }

    void remove(Runnable check) {
        checks.remove(check);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(interval);
                // A check may block on a slow client, which must not hold up the others.
                checks.forEach(Thread::startVirtualThread);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        beat.interrupt();
    }
}
