package dev.remotemcp.protocol;

import java.util.List;
import java.util.Map;

/** Suggests values for an argument while a user types. */
@FunctionalInterface
public interface Completer {

    /**
     * What is to be completed.
     *
     * @param value     what the user has typed so far, possibly nothing
     * @param arguments the other arguments as far as the user has filled them in
     * @param limit     how many suggestions can be used; more are cut off
     */
    record Request(String value, Map<String, String> arguments, int limit) {
        public Request {
            arguments = Map.copyOf(arguments);
        }
    }

    /** Suggests nothing. */
    Completer NONE = request -> List.of();

    /** @return the best suggestions first */
    List<String> complete(Request request) throws Exception;
}
