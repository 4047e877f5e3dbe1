package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.jsonrpc.Message;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Questions to legacy clients that wait for their answers. Bounded in number and time, as each holds a thread and a
 * connection.
 */
final class PendingQuestions {

    static final int MAX_PENDING = 1000;

    /** People need time to fill in a form, but an abandoned one must end. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Map<String, CompletableFuture<ObjectNode>> waiting = new ConcurrentHashMap<>();

    /** Asks and waits; what comes back has been read by the question without complaint. */
    ObjectNode ask(Question<?> question, Channel channel) throws InterruptedException {
        if (waiting.size() >= MAX_PENDING) {
            throw new ToolException("Too many questions are waiting for their answers. Try again later.");
        }
        // Not guessable, so that nobody answers a question that was put to somebody else.
        String id = UUID.randomUUID().toString();
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", id).put("method", question.method());
            request.set("params", question.params(Revision.Era.LEGACY));
            channel.send(request);
            ObjectNode result = await(answer, channel);
            question.read(result);
            return result;
        } catch (IllegalArgumentException e) {
            throw new ToolException("The client's answer could not be read: " + e.getMessage() + ".");
        } catch (ExecutionException e) {
            throw new ToolException("The client could not answer the question: " + e.getCause().getMessage());
        } finally {
            waiting.remove(id);
        }
    }

    /** Waits, but not for a client that has gone: its connection is the only way by which it knows what to answer. */
    private static ObjectNode await(CompletableFuture<ObjectNode> answer, Channel channel)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (channel.isStreaming() && System.nanoTime() - end < 0) {
            try {
                return answer.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                // Time to look whether anybody is still there.
            }
        }
        throw new ToolException("Nobody answered the question.");
    }

    /** Takes an answer. One that nobody waits for here is dropped: its call has ended, or runs on another instance. */
    void answer(Message.Response response) {
        Optional.ofNullable(waiting.get(response.id().asText())).ifPresent(answer -> {
            if (response.body().path("result") instanceof ObjectNode result) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(new IllegalStateException(
                        Text.shortened(response.body().path("error").path("message").asText("it gave no reason"))));
            }
        });
    }
}
