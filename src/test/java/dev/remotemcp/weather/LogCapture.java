package dev.remotemcp.weather;

import java.text.MessageFormat;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what the package logs, and keeps it off the console. */
final class LogCapture extends Handler {

    private static final Logger LOGGER = Logger.getLogger("dev.remotemcp.weather");

    private final StringBuffer text = new StringBuffer();

    void start() {
        LOGGER.setUseParentHandlers(false);
        LOGGER.addHandler(this);
    }

    void stop() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }

    String text() {
        return text.toString();
    }

    @Override
    public void publish(LogRecord entry) {
        text.append(entry.getLevel()).append(' ')
                .append(MessageFormat.format(entry.getMessage(), entry.getParameters())).append('\n');
    }

    @Override
    public void flush() {
    }

    @Override
    public void close() {
    }
}
