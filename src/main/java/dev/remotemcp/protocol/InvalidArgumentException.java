package dev.remotemcp.protocol;

/** An argument that its parameter cannot take; the message tells the model what to correct. */
final class InvalidArgumentException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidArgumentException(String message) {
        super(message, null, false, false);
    }
}
