package dev.remotemcp.snippets;

/** A cursor that no page of this list had. The message is for the user. */
public final class InvalidCursorException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidCursorException() {
        super("The cursor is invalid: pass the cursor of the page before, with the same prefix, or none");
    }
}
