package dev.remotemcp.protocol;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the log says of failures: classes and places, but no messages of exceptions, as those quote what users sent. */
final class Failures {

    private static final Logger LOGGER = System.getLogger("dev.remotemcp.failures");

    private Failures() {
    }

    /** Logs why a handler could not do its work, if there is more to know than it told the client. */
    static void log(String where, ToolException failure) {
        Optional.ofNullable(failure.getCause())
                .ifPresent(cause -> LOGGER.log(Level.WARNING, where + " failed: " + describe(cause)));
    }

    /** Logs a defect and returns the reference under which it is found. */
    static String logDefect(String where, Throwable defect) {
        String reference = UUID.randomUUID().toString();
        LOGGER.log(Level.ERROR, "defect " + reference + " in " + where + ": " + describe(defect));
        return reference;
    }

    private static String describe(Throwable thrown) {
        return Stream.iterate(Optional.of(thrown), Optional::isPresent, next -> next.map(Throwable::getCause))
                .map(Optional::orElseThrow)
                .map(cause -> cause.getClass().getName() + Arrays.stream(cause.getStackTrace())
                        .map(frame -> "\n\tat " + frame)
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\nCaused by: "));
    }
}
