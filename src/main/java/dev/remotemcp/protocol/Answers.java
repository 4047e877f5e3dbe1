package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** The answers to questions that were asked together. */
public final class Answers {

    private final Map<String, ObjectNode> results;

    Answers(Map<String, ObjectNode> results) {
        this.results = Map.copyOf(results);
    }

    /**
     * @param key the one under which the question was asked
     * @throws IllegalArgumentException for a key that was not asked
     */
    public <A> A get(String key, Question<A> question) {
        return question.read(Optional.ofNullable(results.get(key))
                .orElseThrow(() -> new IllegalArgumentException("nothing was asked under '" + key + "'")));
    }
}
