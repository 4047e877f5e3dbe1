package dev.remotemcp.snippets;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what stores log until it is closed, and keeps it off the console. */
final class ProblemLogCapture extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger(ProblemLog.class.getName());

    private final List<String> lines = new CopyOnWriteArrayList<>();

    static ProblemLogCapture start() {
        ProblemLogCapture capture = new ProblemLogCapture();
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(capture);
        return capture;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(entry.getMessage());
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
