package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the handlers of tools, resources and prompts with a context that can ask the client's side, and turns open
 * questions into what the client's era knows.
 */
record Conversations(PendingQuestions pending, RequestStates states, RequestedLogLevels logLevels) {

    /** Runs a handler. */
    interface Step {
        Outcome run(Call call, Context context) throws Exception;
    }

    Outcome hold(Call call, Step step) throws Exception {
        return switch (call.revision().era()) {
            case LEGACY -> step.run(call, new CallContext(
                    call,
                    new StreamedInterview(call.client(), call.channel(), pending),
                    logLevels.of(call)));
            case MODERN -> holdModern(call, step);
        };
    }

    private Outcome holdModern(Call call, Step step) throws Exception {
        Map<String, ObjectNode> known = new HashMap<>();
        if (call.params().has("requestState")) {
            Optional<Map<String, ObjectNode>> earlier =
                    call.text("requestState").flatMap(state -> states.read(call, state));
            if (earlier.isEmpty()) {
                return Outcome.invalidParams("'requestState' is not the one that this call was given, or it has expired; "
                        + "make the call without it");
            }
            known.putAll(earlier.get());
        }
        JsonNode responses = call.params().path("inputResponses");
        if (!responses.isMissingNode() && !responses.isObject()) {
            return Outcome.invalidParams("'inputResponses' must be an object, but is " + Json.typeOf(responses));
        }
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            if (!(response.getValue() instanceof ObjectNode object)) {
                return Outcome.invalidParams("inputResponses." + Text.shortened(response.getKey())
                        + " must be an object, but is " + Json.typeOf(response.getValue()));
            }
            known.put(response.getKey(), object);
        }
        RetriedInterview interview = new RetriedInterview(call.client(), known);
        Context context = new CallContext(call, interview, logLevels.of(call));
        Outcome outcome;
        try {
            outcome = step.run(call, context);
        } catch (Exception e) {
            return asked(call, interview).orElseThrow(() -> e);
        }
        return asked(call, interview).orElse(outcome);
    }

    /** What ended the handler's run at a question, if that is how it ended. */
    private Optional<Outcome> asked(Call call, RetriedInterview interview) {
        return interview.end().map(end -> switch (end) {
            case RetriedInterview.OpenQuestions open -> inputRequired(call, open);
            case MissingCapabilityException missing ->
                    new Outcome.BadRequest(ErrorCodes.missingCapability(missing.capabilities()));
            default -> throw end;
        });
    }

    private Outcome inputRequired(Call call, RetriedInterview.OpenQuestions open) {
        ObjectNode body = Json.object();
        ObjectNode requests = body.putObject("inputRequests");
        open.questions().forEach((key, question) -> requests.putObject(key)
                .put("method", question.method())
                .set("params", question.params(Revision.Era.MODERN)));
        return new Outcome.InputRequired(body.put("requestState", states.write(call, open.answered())));
    }
}
