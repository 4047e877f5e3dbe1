package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Something that only the client's side can answer: {@link Elicitation}, {@link Sampling} or {@link Roots}.
 *
 * @param <A> the answer
 */
public sealed interface Question<A> permits Elicitation, Sampling, Roots {

    /** The method by which a client is asked. */
    String method();

    /** What it is asked with in this era. */
    ObjectNode params(Revision.Era era);

    /** What a client must have declared to be asked, in the form of its capabilities. */
    ObjectNode capability();

    /**
     * Reads what came back.
     *
     * @throws IllegalArgumentException for a result that is none of this method's
     */
    A read(ObjectNode result);
}
