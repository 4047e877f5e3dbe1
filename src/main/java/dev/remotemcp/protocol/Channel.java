package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where messages go that the server sends before its answer: notices of progress and the like. The first one turns the
 * answer into a stream; a call that sends none is answered as one JSON document.
 */
@FunctionalInterface
public interface Channel {

    /** For a transport that cannot stream: notices are dropped, as the protocol allows. */
    Channel NONE = message -> { };

    /** Sends one complete JSON-RPC message. Callable from one thread at a time. */
    void send(ObjectNode message);
}
