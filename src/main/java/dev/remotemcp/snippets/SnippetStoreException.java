package dev.remotemcp.snippets;

import dev.remotemcp.protocol.ToolException;

/** A store failed. The message is for the user and holds nothing internal; what an operator can mend is in the log. */
public final class SnippetStoreException extends ToolException {

    private static final long serialVersionUID = 1L;

    SnippetStoreException(String message) {
        super(message);
    }

    /** @param size in bytes */
    static SnippetStoreException tooLarge(String failing, long size) {
        return new SnippetStoreException("%s: it has %d bytes, and at most %d are allowed"
                .formatted(failing, size, SnippetStore.MAX_SIZE));
    }
}
