package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a server sends before its answer. */
public class RecordingChannel implements Channel {

    private final List<ObjectNode> messages = new ArrayList<>();

    public List<ObjectNode> messages() {
        return messages;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void send(ObjectNode message) {
        messages.add(message);
    }
}
