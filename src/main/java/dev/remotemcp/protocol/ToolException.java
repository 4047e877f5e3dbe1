package dev.remotemcp.protocol;

/**
 * A tool could not do its work, told in words that the model and its user can act on. It becomes a result with
 * {@code isError}; thrown by a resource or a prompt, it becomes an error with this message. Any other exception is
 * taken for a defect: the client gets a reference to the log and nothing of its message.
 */
public class ToolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ToolException(String message) {
        super(message);
        Names.requireText("message of a ToolException", message);
    }

    /** @param cause for the log; the client never sees it */
    public ToolException(String message, Throwable cause) {
        super(message, cause);
        Names.requireText("message of a ToolException", message);
    }
}
