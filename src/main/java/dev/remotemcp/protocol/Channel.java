package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Takes the messages that the server sends before its answer: notifications, and questions to a legacy client. The first one turns the
 * answer into a stream; a call that sends none is answered as one JSON document.
 */
public interface Channel {

    /** For a transport that cannot stream: notifications are dropped, as the protocol allows. */
    Channel NONE = new Channel() {
        @Override
        public boolean isStreaming() {
            return false;
        }

        @Override
        public void send(ObjectNode message) {
            // Nobody could receive it.
        }
    };

    /** Whether what is sent now arrives before the answer: not over a transport that cannot stream, nor when the client is gone. */
    boolean isStreaming();

    /** Sends one complete JSON-RPC message. A client that is gone is no error: its call is being cancelled. */
    void send(ObjectNode message);
}
