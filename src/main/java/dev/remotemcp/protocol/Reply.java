package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import java.util.List;

/** What the server says to one POST. The transport picks the status and sends it once. */
public sealed interface Reply {

    /** A message that has a JSON form. */
    sealed interface Answer extends Reply {
        JsonNode toJson();
    }

    /**
     * The request was carried out.
     *
     * @param sessionId the legacy session that begins with this answer; empty for none
     */
    record Result(JsonNode id, ObjectNode result, String sessionId) implements Answer {
        @Override
        public ObjectNode toJson() {
            return envelope(id).set("result", result);
        }
    }

    /**
     * The request was not carried out.
     *
     * @param id    the request's id, or a missing node where none could be read
     * @param stage how far it came
     */
    record Failure(JsonNode id, RpcError error, Stage stage) implements Answer {
        @Override
        public ObjectNode toJson() {
            return envelope(id).set("error", error.toJson());
        }
    }

    /** The answers to a batch, in the order of its requests. */
    record Batch(List<Answer> answers) implements Answer {
        public Batch {
            answers = List.copyOf(answers);
        }

        @Override
        public JsonNode toJson() {
            return Json.array().addAll(answers.stream().map(Answer::toJson).toList());
        }
    }

    /** A notification or a response was taken; there is nothing to say. */
    record Accepted() implements Reply {
    }

    /** The call was cancelled: nobody waits for an answer, and none may be sent. */
    record Abandoned() implements Reply {
    }

    /** How far a failed request came. Legacy clients take every HTTP error for a broken server, modern ones tell them apart. */
    enum Stage {
        /** It was refused before any method was looked for: unreadable, wrong headers, missing metadata. */
        ENVELOPE,
        /** Its revision, a modern one, has no such method here. */
        ROUTING,
        /** The method itself refused or failed. */
        METHOD
    }

    private static ObjectNode envelope(JsonNode id) {
        ObjectNode json = Json.object().put("jsonrpc", "2.0");
        return id.isMissingNode() ? json : json.set("id", id);
    }
}
