package dev.remotemcp.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Pulse pulse = new Pulse(Duration.ofMillis(5));

    @AfterEach
    void stop() {
        pulse.close();
    }

    @Test
    void interruptsWhatTakesTooLong() {
        Deadline deadline = Deadline.start(pulse, SHORT);
        try (deadline) {
            assertThatThrownBy(() -> Thread.sleep(LONG)).isInstanceOf(InterruptedException.class);
            assertThat(deadline.isOver()).isTrue();
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void interruptsAgainWhoeverDidNotListen() {
        try (Deadline _ = Deadline.start(pulse, SHORT)) {
            assertThatThrownBy(() -> Thread.sleep(LONG)).isInstanceOf(InterruptedException.class);
            assertThatThrownBy(() -> Thread.sleep(LONG)).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void leavesNoInterruptionBehind() {
        Deadline deadline = Deadline.start(pulse, SHORT);
        while (!deadline.isOver()) {
            Thread.onSpinWait();
        }
        deadline.close();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void leavesTheInterruptionsOfOthers() {
        assertThat(Deadline.bounded(pulse, LONG, () -> {
            Thread.currentThread().interrupt();
            return "done";
        })).isEqualTo("done");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void goesOnAfterARest() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            CountDownLatch beats = new CountDownLatch(3);
            Runnable check = beats::countDown;
            pulse.add(check);
            assertThat(beats.await(60, TimeUnit.SECONDS)).as("beats").isTrue();
            pulse.remove(check);
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
