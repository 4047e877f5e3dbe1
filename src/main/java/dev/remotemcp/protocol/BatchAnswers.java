package dev.remotemcp.protocol;

import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the answers to a batch, which goes out as a whole. A few bytes can ask for many, and each call may take its
 * time, so from some size or time on the remaining calls are refused.
 */
final class BatchAnswers {

    static final RpcError COMPLETE = new RpcError(RpcError.INTERNAL_ERROR,
            "The answer to this batch has become too large or took too long; send this request by itself");

    private static final int MAX_BYTES = 8 * 1024 * 1024;
    private static final Duration MAX_TIME = Duration.ofSeconds(30);

    private final List<Reply.Answer> answers = new ArrayList<>();
    private final long start = System.nanoTime();
    private long bytes;

    /** Takes what there is to say to a message, if anything. */
    void add(Reply reply) {
        if (reply instanceof Reply.Answer answer) {
            answers.add(answer);
            bytes += Json.utf8(answer.toJson()).size();
        }
    }

    boolean areComplete() {
        return bytes >= MAX_BYTES || System.nanoTime() - start >= MAX_TIME.toNanos();
    }

    Reply reply() {
        return answers.isEmpty() ? new Reply.Accepted() : new Reply.Batch(answers);
    }
}
