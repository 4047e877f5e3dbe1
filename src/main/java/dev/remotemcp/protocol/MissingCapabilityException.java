package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A handler needs what a modern client did not declare; the call ends with {@code -32021}. */
final class MissingCapabilityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ObjectNode capabilities;

    /** @param capabilities what is missing, in the form of a client's capabilities */
    MissingCapabilityException(ObjectNode capabilities) {
        super("the client lacks a capability", null, false, false);
        this.capabilities = capabilities;
    }

    ObjectNode capabilities() {
        return capabilities;
    }
}
