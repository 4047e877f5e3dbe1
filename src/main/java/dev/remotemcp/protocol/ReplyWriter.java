package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.Reply.Stage;
import dev.remotemcp.protocol.jsonrpc.RpcError;

/** Writes the outcome of a method in the form of the era that asked. */
record ReplyWriter(Implementation implementation) {

    Reply.Answer reply(Call call, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Complete(var body) -> result(call, body);
            case Outcome.Initialized(var body, var client) ->
                    new Reply.Result(call.request().id(), body, client.sessionId());
            case Outcome.InputRequired(var body) -> result(call, body, "input_required");
            case Outcome.BadRequest(var error) -> refused(call.request().id(), error);
            case Outcome.Cacheable(var body, var hint) -> switch (call.revision().era()) {
                case LEGACY -> result(call, body);
                case MODERN -> {
                    hint.writeTo(body);
                    yield result(call, body);
                }
            };
            case Outcome.NoResource(var uri) -> failed(call, ErrorCodes.resourceNotFound(call.revision(), uri));
            case Outcome.Refused(var error) -> failed(call, error);
            case Outcome.NoMethod() -> new Reply.Failure(
                    call.request().id(),
                    new RpcError(RpcError.METHOD_NOT_FOUND, "Method not found: " + Text.shortened(call.method())),
                    switch (call.revision().era()) {
                        case LEGACY -> Stage.METHOD;
                        case MODERN -> Stage.ROUTING;
                    });
        };
    }

    /** Every result of the modern era says what kind it is and who made it. */
    private Reply.Answer result(Call call, ObjectNode body) {
        return result(call, body, "complete");
    }

    private Reply.Answer result(Call call, ObjectNode body, String resultType) {
        if (call.revision().era() == Revision.Era.MODERN) {
            body.put("resultType", resultType);
            body.withObjectProperty("_meta").set(MetaKeys.SERVER_INFO, implementation.toJson());
        }
        return new Reply.Result(call.request().id(), body, "");
    }

    Reply.Answer failed(Call call, RpcError error) {
        return new Reply.Failure(call.request().id(), error, Stage.METHOD);
    }

    /** The answer to what has no id, or none that could be read. */
    Reply.Answer refused(RpcError error) {
        return refused(MissingNode.getInstance(), error);
    }

    /** The answer to what is refused before its method is looked at. */
    Reply.Answer refused(JsonNode id, RpcError error) {
        return new Reply.Failure(id, error, Stage.ENVELOPE);
    }
}
