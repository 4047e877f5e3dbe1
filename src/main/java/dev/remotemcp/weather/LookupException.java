package dev.remotemcp.weather;

/** Ends a lookup inside this package; its message is for the log and never has what the user asked for. */
final class LookupException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    LookupException(Reason reason, String logged) {
        super(logged);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    enum Reason {
        UNREACHABLE("The weather service could not be reached for '%s'. Try again in a moment."),
        SLOW("The weather service took too long to answer for '%s'. Try again in a moment."),
        BUSY("The weather service takes no more requests just now, so there is no answer for '%s'."
                + " Try again in a few minutes."),
        FAILED("The weather service failed to answer for '%s'. Try again later."),
        UNREADABLE("The weather service's answer for '%s' could not be understood. Try again later.");

        private final String advice;

        Reason(String advice) {
            this.advice = advice;
        }

        String advice(String asked) {
            return advice.formatted(asked);
        }
    }
}
