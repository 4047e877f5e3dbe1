package dev.remotemcp.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The severities of RFC 5424, least severe first.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/logging">Logging</a>
 */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    static Optional<LogLevel> of(String name) {
        return Arrays.stream(values()).filter(level -> level.wireName().equals(name)).findFirst();
    }

    static String names() {
        return String.join(", ", Arrays.stream(values()).map(LogLevel::wireName).toList());
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
