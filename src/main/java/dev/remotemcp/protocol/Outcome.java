package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.jsonrpc.RpcError;

/** The outcome of a method, before it is written in the form of an era. */
sealed interface Outcome {

    /** Done; nobody keeps the result. */
    record Complete(ObjectNode body) implements Outcome {
    }

    /** Done; clients of the modern era may keep the result. */
    record Cacheable(ObjectNode body, CacheHint hint) implements Outcome {
    }

    /** A legacy client has opened. */
    record Initialized(ObjectNode body, Client client) implements Outcome {
    }

    /** The client is to make the call again with answers to questions. */
    record InputRequired(ObjectNode body) implements Outcome {
    }

    /** The request as such was wrong, which only showed when its method was known. */
    record BadRequest(RpcError error) implements Outcome {
    }

    /** No such resource: each era has its own code for it. */
    record NoResource(String uri) implements Outcome {
    }

    record Refused(RpcError error) implements Outcome {
    }

    /** The revision has no such method, or this server does not offer it. */
    record NoMethod() implements Outcome {
    }

    static Outcome empty() {
        return new Complete(Json.object());
    }

    static Outcome invalidParams(String problem) {
        return new Refused(RpcError.invalidParams(problem));
    }
}
