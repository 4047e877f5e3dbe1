package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.jsonrpc.Message;
import java.util.Optional;

/**
 * One request on its way through the server.
 *
 * @param exchange what it came with
 * @param revision the one that it was found to speak
 */
record Call(
        Exchange exchange,
        Message.Request request,
        Revision revision,
        Client client,
        Channel channel,
        Cancellation cancellation) {

    String method() {
        return request.method();
    }

    ObjectNode params() {
        return request.params();
    }

    JsonNode meta() {
        return params().path("_meta");
    }

    /** A parameter of the method that is a string. */
    Optional<String> text(String name) {
        return Optional.ofNullable(params().path(name).textValue());
    }

    /** The parameter {@code arguments}, which may be left out; empty where it is something other than an object. */
    Optional<ObjectNode> arguments() {
        JsonNode arguments = params().path("arguments");
        return switch (arguments.isMissingNode() || arguments.isNull() ? Json.object() : arguments) {
            case ObjectNode named -> Optional.of(named);
            case JsonNode other -> Optional.empty();
        };
    }

    /** For the log: the method, and the name of the tool or prompt, which is there when its handler runs. */
    String where() {
        return switch (method()) {
            case "tools/call", "prompts/get" -> method() + " of " + Text.shortened(text("name").orElse("?"));
            default -> method();
        };
    }

    /** The refusal of a parameter that {@link #text} did not find. */
    Outcome notText(String name) {
        return wrongType("a string", name);
    }

    /** The refusal of what {@link #arguments} did not find. */
    Outcome notArguments() {
        return wrongType("an object", "arguments");
    }

    private Outcome wrongType(String expected, String name) {
        JsonNode value = params().path(name);
        return Outcome.invalidParams("'" + name + "' must be " + expected + ", but is "
                + (value.isMissingNode() ? "missing" : Json.typeOf(value)));
    }
}
