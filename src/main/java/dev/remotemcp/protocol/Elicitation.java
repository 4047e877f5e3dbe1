package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;

/**
 * Asks the user: with a form, or by sending the user to a page for what must not pass through the client.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/client/elicitation">Elicitation</a>
 */
public record Elicitation(ObjectNode request) implements Question<Elicitation.Answer> {

    /** By which legacy clients tell visits apart; the modern revision has dropped it. */
    private static final String ID = "elicitationId";

    /** What the user did. */
    public enum Action {
        ACCEPT,
        DECLINE,
        CANCEL
    }

    /** @param content the form's fields, of the types that were asked for; empty unless the user accepted a form */
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
        return new Elicitation(request);
    }

    /**
     * A page that the user visits, from revision 2025-11-25 on. Accepting says that the user agreed to go there, not
     * that the work there is done.
     *
     * @param id tells this visit from others, for legacy clients
     */
    public static Elicitation url(String message, String url, String id) {
        return new Elicitation(
                Json.object().put("mode", "url").put("message", message).put("url", url).put(ID, id));
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
    public ObjectNode capability() {
        ObjectNode capability = Json.object();
        capability.putObject("elicitation").putObject(request.path("mode").asText());
        return capability;
    }

    @Override
    public Answer read(ObjectNode result) {
        Action action = switch (result.path("action").asText()) {
            case "accept" -> Action.ACCEPT;
            case "decline" -> Action.DECLINE;
            case "cancel" -> Action.CANCEL;
            default -> throw new IllegalArgumentException("'action' must be accept, decline or cancel");
        };
        return action == Action.ACCEPT && request.has("requestedSchema")
                ? new Answer(action, fields(result.path("content")))
                : new Answer(action, Json.object());
    }

    /** The fields of a form that was filled in. Their types are checked, their further limits are not. */
    private ObjectNode fields(JsonNode content) {
        if (!(content instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("'content' must be an object");
        }
        JsonNode schema = request.path("requestedSchema");
        for (JsonNode name : schema.path("required")) {
            if (!fields.hasNonNull(name.asText())) {
                throw new IllegalArgumentException("the field '" + name.asText() + "' is missing");
            }
        }
        schema.path("properties").properties().forEach(property -> {
            JsonNode value = fields.path(property.getKey());
            if (!value.isMissingNode() && !value.isNull() && !fits(property.getValue().path("type").asText(), value)) {
                throw new IllegalArgumentException("the field '" + property.getKey() + "' must be of type "
                        + property.getValue().path("type").asText() + ", but is " + Json.typeOf(value));
            }
        });
        return fields;
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            default -> true;
        };
    }
}
