package dev.remotemcp.protocol;

import java.util.Optional;

/**
 * Ends a call early. Cancelling interrupts the thread of the handler, but only while the handler runs: the thread goes on
 * to serve others.
 */
public final class Cancellation {

    private Optional<Thread> running = Optional.empty();
    private boolean cancelled;
    private boolean endsWithConnection;

    /** May be called by any thread, at any time and more than once. */
    public synchronized void cancel() {
        cancelled = true;
        running.ifPresent(Thread::interrupt);
    }

    /** The client is gone. In the modern era that cancels the call; a legacy call goes on. */
    public synchronized void disconnect() {
        if (endsWithConnection) {
            cancel();
        }
    }

    /** Whether nobody waits for the answer any more. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** The calling thread starts to work on a call of this era. */
    synchronized void begin(Revision.Era era) {
        endsWithConnection = era == Revision.Era.MODERN;
        running = Optional.of(Thread.currentThread());
        if (cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    /** The calling thread has done its work; an interruption that was meant for the call is taken back. */
    synchronized void end() {
        running = Optional.empty();
        Thread.interrupted();
    }
}
