package dev.remotemcp.protocol;

/** What the call that a handler serves allows it to do besides answering. The same handler serves both eras. */
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
}
