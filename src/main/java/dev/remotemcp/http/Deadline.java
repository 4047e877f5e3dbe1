package dev.remotemcp.http;

import java.time.Duration;
import java.util.function.Supplier;

/** Bounds the time for which a thread may wait for a client: when it is over, the thread is interrupted. */
final class Deadline implements Runnable {

    private final Thread thread = Thread.currentThread();
    private final long end;
    private boolean isRunning = true;

    private Deadline(Duration patience) {
        this.end = System.nanoTime() + patience.toNanos();
    }

    /** Does the work, which the pulse ends if it takes too long. */
    static <T> T bounded(Pulse pulse, Duration patience, Supplier<T> work) {
        Deadline deadline = new Deadline(patience);
        pulse.add(deadline);
        try {
            return work.get();
        } finally {
            pulse.remove(deadline);
            deadline.stop();
        }
    }

    @Override
    public synchronized void run() {
        if (isRunning && System.nanoTime() - end >= 0) {
            thread.interrupt();
        }
    }

    /** Takes back an interruption that came when the work was done already. */
    private synchronized void stop() {
        isRunning = false;
        Thread.interrupted();
    }
}
