package dev.remotemcp.protocol;

import java.util.Map;
import java.util.Optional;

/**
 * Tells whether a resource has changed, whoever changed it, without reading it. It is asked again and again while
 * somebody listens, so it must be cheap.
 */
@FunctionalInterface
public interface Watch {

    /**
     * @param variables the variables of the resource's template; empty for a resource without one
     * @return a text that differs after each change; empty while there is no such resource
     */
    Optional<String> version(Map<String, String> variables) throws Exception;
}
