package dev.remotemcp.snippets;

import dev.remotemcp.protocol.ToolException;

/** A store failed. The message is for the user and holds nothing internal; what an operator can mend is in the log. */
public final class SnippetStoreException extends ToolException {

    private static final long serialVersionUID = 1L;

    SnippetStoreException(String message) {
        super(message);
    }

    /**
     * @param size in bytes
     * @throws SnippetStoreException for more than {@link SnippetStore#MAX_SIZE}
     */
    static void checkSize(String failing, long size) {
        if (size > SnippetStore.MAX_SIZE) {
            throw new SnippetStoreException("%s: it has %d bytes, and at most %d are allowed"
                    .formatted(failing, size, SnippetStore.MAX_SIZE));
        }
    }
}
