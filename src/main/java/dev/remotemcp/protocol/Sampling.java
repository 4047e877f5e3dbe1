package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;

/**
 * Asks the client's model.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/client/sampling">Sampling</a>
 */
public record Sampling(ObjectNode request) implements Question<Sampling.Answer> {

    /**
     * @param text what the model wrote; empty where it answered with something else than text
     * @param result the whole result, as the schema of {@code CreateMessageResult} has it
     */
    public record Answer(String text, ObjectNode result) {
    }

    /** @param maxTokens the most that the model may write */
    public static Sampling of(String prompt, int maxTokens) {
        ObjectNode request = Json.object();
        request.putArray("messages").add(PromptMessage.user(prompt).toJson());
        return new Sampling(request.put("maxTokens", maxTokens));
    }

    /** The same question with a word to the model on how to behave. */
    public Sampling systemPrompt(String systemPrompt) {
        return new Sampling(request.deepCopy().put("systemPrompt", systemPrompt));
    }

    @Override
    public String method() {
        return "sampling/createMessage";
    }

    @Override
    public ObjectNode params(Revision.Era era) {
        return request;
    }

    @Override
    public ObjectNode capability() {
        ObjectNode capability = Json.object();
        ObjectNode sampling = capability.putObject("sampling");
        if (request.has("tools") || request.has("toolChoice")) {
            sampling.putObject("tools");
        }
        if (request.has("includeContext")) {
            sampling.putObject("context");
        }
        return capability;
    }

    @Override
    public Answer read(ObjectNode result) {
        if (!result.has("content")) {
            throw new IllegalArgumentException("'content' is missing");
        }
        return new Answer(result.path("content").path("text").asText(), result);
    }
}
