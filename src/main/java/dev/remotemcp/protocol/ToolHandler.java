package dev.remotemcp.protocol;

/** The work of a tool. It runs on a virtual thread and may block. */
@FunctionalInterface
public interface ToolHandler {

    /**
     * @throws ToolException with what the model should read
     * @throws Exception     for what nobody foresaw; the client learns nothing of it but a reference to the log
     */
    ToolResult call(Arguments arguments, Context context) throws Exception;
}
