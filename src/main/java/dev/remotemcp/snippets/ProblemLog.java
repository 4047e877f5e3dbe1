package dev.remotemcp.snippets;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Logs each problem of a store in one line, and again only after a while, however many calls meet it. */
final class ProblemLog {

    private static final Logger LOGGER = System.getLogger(ProblemLog.class.getName());
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Map<StoreProblem, Long> logged = new HashMap<>();

    synchronized void tell(StoreProblem problem) {
        long now = System.nanoTime();
        logged.values().removeIf(time -> now - time >= QUIET.toNanos());
        if (logged.putIfAbsent(problem, now) == null) {
            LOGGER.log(Level.WARNING, problem.toString());
        }
    }
}
