package dev.remotemcp.protocol;

import java.util.Map;

/**
 * What the call that a handler serves allows it to do besides answering. The same handler serves both eras. Only the
 * handler's own thread may use it, but for {@link #isCancelled}.
 */
public interface Context {

    /** The revision that the client speaks. */
    Revision revision();

    /**
     * Tells the client how far the work is. Goes nowhere when the client did not ask for it. A value that is not above
     * the one before is left out, as progress must increase.
     *
     * @param progress how much is done, in any unit
     * @param total    how much there is to do in the same unit; 0 where nobody knows
     * @param message  what is being done, for people
     * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/progress">Progress</a>
     */
    void progress(double progress, double total, String message);

    /**
     * Sends a line to the client's log, if the server declares logging and the line is at least as severe as the client
     * asked for: a modern client with the request (without, it gets none), a legacy one with {@code logging/setLevel}
     * (until then, {@code info}). It is for the client's eyes: nothing of the inside belongs there.
     *
     * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/logging">Logging</a>
     */
    void log(LogLevel level, String message);

    /** Whether nobody waits for the answer any more. The handler's thread has been interrupted then, too. */
    boolean isCancelled();

    /** Whether the client declared what this question needs. */
    boolean canAsk(Question<?> question);

    /**
     * Asks the client's side and returns the answer. A client that lacks the capability gets the error of its revision.
     *
     * <p>A modern client makes the call anew with the answer, so the handler runs from its start again and gets the
     * answer at this place: what it does before it asks must bear being done twice, and the key must be the same. The
     * first run ends here with an exception.
     *
     * @param key tells this question from the others of the same handler
     */
    <A> A ask(String key, Question<A> question) throws InterruptedException;

    /** Asks several questions at once, as far as the client's era can. */
    Answers ask(Map<String, Question<?>> questions) throws InterruptedException;
}
