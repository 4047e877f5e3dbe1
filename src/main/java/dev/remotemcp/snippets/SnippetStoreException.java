package dev.remotemcp.snippets;

/** A store failed. The message is for the user and holds nothing internal; the cause is for the log. */
public final class SnippetStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SnippetStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    SnippetStoreException(String message) {
        super(message);
    }
}
