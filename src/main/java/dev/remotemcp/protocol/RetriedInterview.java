package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The modern era's manner: the call ends with the questions, and the client makes it again with the answers. The handler
 * then runs from its start; what was answered before comes from the retried request itself, so any instance can go on.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr">Multi round-trip requests</a>
 */
final class RetriedInterview implements Interview {

    /** Ends the handler's run: these questions are open. */
    static final class OpenQuestions extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Map<String, Question<?>> questions;
        private final transient Map<String, ObjectNode> answered;

        OpenQuestions(Map<String, Question<?>> questions, Map<String, ObjectNode> answered) {
            super("questions are open", null, false, false);
            this.questions = questions;
            this.answered = answered;
        }

        Map<String, Question<?>> questions() {
            return questions;
        }

        /** What is known already and must be known again when the call is retried. */
        Map<String, ObjectNode> answered() {
            return answered;
        }
    }

    private final Client client;
    private final Map<String, ObjectNode> known;
    private Optional<RuntimeException> end = Optional.empty();

    /** @param known the answers that came with the request */
    RetriedInterview(Client client, Map<String, ObjectNode> known) {
        this.client = client;
        this.known = known;
    }

    @Override
    public Map<String, ObjectNode> ask(Map<String, Question<?>> questions) {
        ObjectNode missing = Json.object();
        questions.values().stream()
                .map(Question::capability)
                .filter(capability -> !client.has(capability))
                .forEach(capability -> merge(capability, missing));
        if (!missing.isEmpty()) {
            throw remembered(new MissingCapabilityException(missing));
        }
        Map<String, Question<?>> open = new LinkedHashMap<>(questions);
        Map<String, ObjectNode> answers = new HashMap<>();
        questions.forEach((key, question) -> {
            if (isAnswered(key, question)) {
                open.remove(key);
                answers.put(key, known.get(key));
            }
        });
        if (!open.isEmpty()) {
            Map<String, ObjectNode> answered = new HashMap<>(known);
            answered.keySet().removeAll(open.keySet());
            throw remembered(new OpenQuestions(open, answered));
        }
        return answers;
    }

    /** Why the handler's run ended here, even if the handler caught what was thrown to end it. */
    Optional<RuntimeException> end() {
        return end;
    }

    private RuntimeException remembered(RuntimeException reason) {
        end = Optional.of(reason);
        return reason;
    }

    private static void merge(ObjectNode from, ObjectNode into) {
        from.properties().forEach(entry -> merge(
                (ObjectNode) entry.getValue(), into.withObjectProperty(entry.getKey())));
    }

    /** An answer that cannot be read counts as none: the question is asked again. */
    private boolean isAnswered(String key, Question<?> question) {
        if (!known.containsKey(key)) {
            return false;
        }
        try {
            question.read(known.get(key));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
