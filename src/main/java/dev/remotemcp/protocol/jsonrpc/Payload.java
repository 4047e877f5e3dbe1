package dev.remotemcp.protocol.jsonrpc;

import java.util.List;

/** What the body of one POST holds. */
public sealed interface Payload {

    record Single(Message message) implements Payload {
    }

    /** A JSON array. Whether batches are allowed is the revision's business. */
    record Batch(List<Message> messages) implements Payload {
        public Batch {
            messages = List.copyOf(messages);
        }
    }

    /** No JSON that could be read. */
    record Unreadable(RpcError error) implements Payload {
    }
}
