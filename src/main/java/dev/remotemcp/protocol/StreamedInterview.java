package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The legacy era's manner: each question is a request on the stream of the call, and the call waits for the answer, which
 * comes with a POST of its own to the same instance.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation">Elicitation</a>
 */
record StreamedInterview(Client client, Channel channel, PendingQuestions pending) implements Interview {

    @Override
    public Map<String, ObjectNode> ask(Map<String, Question<?>> questions) throws InterruptedException {
        Map<String, ObjectNode> answers = new LinkedHashMap<>();
        for (Map.Entry<String, Question<?>> entry : questions.entrySet()) {
            Question<?> question = entry.getValue();
            if (!client.has(question.capability())) {
                throw new ToolException("This call needs to ask you something, but this client did not declare the "
                        + "capability " + Json.text(question.capability()) + ".");
            }
            if (!channel.isStreaming()) {
                throw new ToolException("This call needs to ask you something, but its answer cannot be a stream here. "
                        + "Use a client that accepts text/event-stream.");
            }
            answers.put(entry.getKey(), pending.ask(question, channel));
        }
        return answers;
    }
}
