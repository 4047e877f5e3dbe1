package dev.remotemcp.protocol.jsonrpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.json.JsonBody;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** The one place where bytes become messages. */
public final class MessageReader {

    /** Messages in one batch. Nobody sends more than a few; a body of some megabytes could hold tens of thousands. */
    public static final int MAX_BATCH = 50;

    private MessageReader() {
    }

    /** Reads the body of a POST. Never throws for what a client sent. */
    public static Payload read(JsonBody body) {
        if (body.size() == 0) {
            return new Payload.Unreadable(RpcError.parseError(
                    "the body is empty; a JSON-RPC message is expected"));
        }
        JsonNode json;
        try {
            json = Json.parse(body);
        } catch (CharacterCodingException e) {
            return new Payload.Unreadable(RpcError.parseError("the body is not valid UTF-8"));
        } catch (StreamConstraintsException e) {
            return new Payload.Unreadable(RpcError.invalidRequest("the body exceeds a limit of this server: at most "
                    + Json.MAX_DEPTH + " levels of nesting, " + Json.MAX_TOKENS + " tokens and 1000 digits in a number"));
        } catch (JsonProcessingException e) {
            return new Payload.Unreadable(RpcError.parseError("the body is not one JSON value with unique names"
                    + where(body, e)));
        }
        if (json.isMissingNode()) {
            return new Payload.Unreadable(RpcError.parseError("the body is blank; a JSON-RPC message is expected"));
        }
        return switch (json) {
            case ArrayNode batch when batch.isEmpty() ->
                    new Payload.Unreadable(RpcError.invalidRequest("the batch is empty"));
            case ArrayNode batch when batch.size() > MAX_BATCH ->
                    new Payload.Unreadable(RpcError.invalidRequest(
                            "the batch has " + batch.size() + " messages; at most " + MAX_BATCH + " are allowed"));
            case ArrayNode batch -> {
                List<Message> messages = new ArrayList<>(batch.size());
                batch.forEach(element -> messages.add(message(element)));
                yield new Payload.Batch(messages);
            }
            default -> new Payload.Single(message(json));
        };
    }

    private static Message message(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            return invalid(MissingNode.getInstance(), "a JSON-RPC message is an object, but this is " + Json.typeOf(json));
        }
        JsonNode id = object.path("id");
        if (!id.isMissingNode() && !isId(id)) {
            return invalid(MissingNode.getInstance(), "'id' must be a Unicode string or an integer, but is " + describe(id));
        }
        if (!"2.0".equals(object.path("jsonrpc").textValue())) {
            return invalid(id, "'jsonrpc' must be \"2.0\"");
        }
        if (object.has("method")) {
            return call(object, id);
        }
        // An error may lack an id: its sender could not read ours.
        if (object.has("result") != object.has("error") && (object.has("error") || !id.isMissingNode())) {
            return new Message.Response(id, object);
        }
        return invalid(id, "neither a request or notification (no 'method') nor a response (an 'id' and either 'result' "
                + "or 'error')");
    }

    private static Message call(ObjectNode object, JsonNode id) {
        JsonNode method = object.get("method");
        if (!method.isTextual() || method.textValue().isEmpty()) {
            return invalid(id, "'method' must be a non-empty string, but is " + describe(method));
        }
        JsonNode params = object.has("params") ? object.get("params") : Json.object();
        if (!(params instanceof ObjectNode named)) {
            return invalid(id, "'params' must be an object, but is " + Json.typeOf(params));
        }
        String name = method.textValue();
        return id.isMissingNode()
                ? new Message.Notification(name, named)
                : new Message.Request(id, name, named);
    }

    private static boolean isId(JsonNode id) {
        return id.isIntegralNumber() || id.isTextual() && Json.isUnicode(id);
    }

    private static String describe(JsonNode value) {
        return value.isTextual() && value.textValue().isEmpty() ? "empty" : Json.typeOf(value);
    }

    private static Message invalid(JsonNode id, String problem) {
        return new Message.Invalid(id, RpcError.invalidRequest(problem));
    }

    private static String where(JsonBody body, JsonProcessingException e) {
        if (e.getLocation() == null) {
            return "";
        }
        JsonBody.Position position = body.position(e.getLocation());
        return ": the problem is at line %d, column %d".formatted(position.line(), position.column());
    }
}
