package dev.remotemcp.snippets;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A value made by whoever needs it first, and made again when that failed. */
final class Lazy<T> {

    private final Supplier<T> maker;
    private final ReentrantLock making = new ReentrantLock();
    private volatile Optional<T> made = Optional.empty();

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    T value() {
        if (made.isEmpty()) {
            making.lock();
            try {
                if (made.isEmpty()) {
                    made = Optional.of(maker.get());
                }
            } finally {
                making.unlock();
            }
        }
        return made.orElseThrow();
    }

    /** The value, if it is there already. */
    Optional<T> ifMade() {
        return made;
    }
}
