package dev.remotemcp.protocol.jsonrpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One JSON-RPC message from a client, or the reason why something is none. */
public sealed interface Message {

    /**
     * A call that wants an answer.
     *
     * @param id     a string or an integer, echoed in the answer as it came
     * @param params the parameters; empty where the message had none
     */
    record Request(JsonNode id, String method, ObjectNode params) implements Message {
    }

    /** A call that wants none. */
    record Notification(String method, ObjectNode params) implements Message {
    }

    /** The answer to a request of ours: {@code result} or {@code error} is in the body. */
    record Response(JsonNode id, ObjectNode body) implements Message {
    }

    /**
     * JSON that is no message.
     *
     * @param id the message's id where it could be read, so that the sender can match the error; else a missing node
     */
    record Invalid(JsonNode id, RpcError error) implements Message {
    }
}
