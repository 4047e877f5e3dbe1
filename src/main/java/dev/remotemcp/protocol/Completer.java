package dev.remotemcp.protocol;

import java.util.List;

/** Suggests values for an argument while a user types. */
@FunctionalInterface
public interface Completer {

    /** Suggests nothing. */
    Completer NONE = (typed, limit) -> List.of();

    /**
     * @param typed what the user has typed so far, possibly nothing
     * @param limit how many suggestions can be used; more are cut off
     * @return the best ones first
     */
    List<String> complete(String typed, int limit) throws Exception;
}
