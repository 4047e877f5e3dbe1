package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.Json;

/**
 * Asks the user: with a form, or by sending the user to a page for what must not pass through the client.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/client/elicitation">Elicitation</a>
 */
public record Elicitation(ObjectNode request, ObjectNode capability) implements Question<Elicitation.Answer> {

    /** By which legacy clients tell visits apart; the modern revision has dropped it. */
    private static final String ID = "elicitationId";

    /** What the user did. */
    public enum Action {
        ACCEPT,
        DECLINE,
        CANCEL
    }

    /** @param content the form's fields as the client sent them, unchecked; empty unless the user accepted a form */
    public record Answer(Action action, ObjectNode content) {
    }

    /**
     * A form.
     *
     * @param fields an object schema whose properties are strings, numbers, booleans or choices, not nested
     */
    public static Elicitation form(String message, JsonSchema fields) {
        ObjectNode request = Json.object().put("mode", "form").put("message", message);
        request.set("requestedSchema", fields.toJson());
        ObjectNode capability = Json.object();
        capability.putObject("elicitation").putObject("form");
        return new Elicitation(request, capability);
    }

    /**
     * A page that the user visits, from revision 2025-11-25 on. Accepting says that the user agreed to go there, not
     * that the work there is done.
     *
     * @param id tells this visit from others, for legacy clients
     */
    public static Elicitation url(String message, String url, String id) {
        ObjectNode capability = Json.object();
        capability.putObject("elicitation").putObject("url");
        return new Elicitation(
                Json.object().put("mode", "url").put("message", message).put("url", url).put(ID, id),
                capability);
    }

    @Override
    public String method() {
        return "elicitation/create";
    }

    @Override
    public ObjectNode params(Revision.Era era) {
        return switch (era) {
            case LEGACY -> request;
            case MODERN -> request.deepCopy().without(ID);
        };
    }

    @Override
    public Answer read(ObjectNode result) {
        Action action = switch (result.path("action").asText()) {
            case "accept" -> Action.ACCEPT;
            case "decline" -> Action.DECLINE;
            case "cancel" -> Action.CANCEL;
            default -> throw new IllegalArgumentException("'action' must be accept, decline or cancel");
        };
        JsonNode content = result.path("content");
        if (!content.isMissingNode() && !content.isNull() && !content.isObject()) {
            throw new IllegalArgumentException("'content' must be an object, but is " + Json.typeOf(content));
        }
        return new Answer(action, content instanceof ObjectNode fields ? fields : Json.object());
    }
}
