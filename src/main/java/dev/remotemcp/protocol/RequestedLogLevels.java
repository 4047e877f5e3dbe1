package dev.remotemcp.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * From which severity on clients want log lines. A modern client says it with each request. A legacy one says it once,
 * with {@code logging/setLevel}, and an instance remembers it by the client's session: a preference, for a bounded number
 * of sessions, so that neither losing it nor another instance that never heard of it does harm.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/server/utilities/logging">Logging</a>
 */
final class RequestedLogLevels {

    /** What a legacy client gets that has not asked for anything else. */
    static final LogLevel LEGACY_DEFAULT = LogLevel.INFO;

    static final int MAX_SESSIONS = 1000;

    private final boolean areOffered;
    private final Map<String, LogLevel> bySession = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LogLevel> leastRecentlyUsed) {
            return size() > MAX_SESSIONS;
        }
    };

    /** @param areOffered whether the server sends log lines at all */
    RequestedLogLevels(boolean areOffered) {
        this.areOffered = areOffered;
    }

    boolean areOffered() {
        return areOffered;
    }

    /** The least severe level that this call's client wants; empty where it wants, or may get, no lines at all. */
    Optional<LogLevel> of(Call call) {
        if (!areOffered) {
            return Optional.empty();
        }
        return switch (call.revision().era()) {
            case LEGACY -> Optional.of(ofSession(call.client().sessionId()));
            case MODERN -> Optional.ofNullable(call.meta().path(MetaKeys.LOG_LEVEL).textValue()).flatMap(LogLevel::of);
        };
    }

    /** The method {@code logging/setLevel}. A client without a session is answered, but nothing tells it apart later. */
    Outcome set(Call call) {
        Optional<String> name = call.text("level");
        if (name.isEmpty()) {
            return call.notText("level");
        }
        Optional<LogLevel> level = LogLevel.of(name.get());
        if (level.isEmpty()) {
            return Outcome.invalidParams("'level' must be one of " + LogLevel.names() + ", but is '"
                    + Text.shortened(name.get()) + "'");
        }
        String session = call.client().sessionId();
        if (!session.isEmpty()) {
            synchronized (bySession) {
                bySession.put(session, level.get());
            }
        }
        return Outcome.empty();
    }

    private LogLevel ofSession(String session) {
        synchronized (bySession) {
            return bySession.getOrDefault(session, LEGACY_DEFAULT);
        }
    }
}
