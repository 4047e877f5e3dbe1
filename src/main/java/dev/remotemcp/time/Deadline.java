package dev.remotemcp.time;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Bounds the time that a thread may take for something: when it is over, the thread is interrupted. The bound is exact to
 * the interval of the pulse. Only a virtual thread ends its reads and writes of sockets then.
 */
public final class Deadline implements AutoCloseable {

    private final Pulse pulse;
    private final Runnable check = this::check;
    private final Thread thread = Thread.currentThread();
    private final long end;
    private boolean isRunning = true;
    private boolean isOver;

    private Deadline(Pulse pulse, Duration patience) {
        this.pulse = pulse;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /** Bounds what the calling thread does until it closes the deadline. */
    public static Deadline start(Pulse pulse, Duration patience) {
        Deadline deadline = new Deadline(pulse, patience);
        pulse.add(deadline.check);
        return deadline;
    }

    /** Does the work, which is interrupted if it takes too long. */
    public static <T> T bounded(Pulse pulse, Duration patience, Supplier<T> work) {
        try (Deadline _ = start(pulse, patience)) {
            return work.get();
        }
    }

    /** Whether the thread was interrupted. */
    public synchronized boolean isOver() {
        return isOver;
    }

    private synchronized void check() {
        if (isRunning && System.nanoTime() - end >= 0) {
            isOver = true;
            thread.interrupt();
        }
    }

    /** Takes back an interruption that came when the work was done already. */
    @Override
    public synchronized void close() {
        pulse.remove(check);
        isRunning = false;
        if (isOver) {
            Thread.interrupted();
        }
    }
}
