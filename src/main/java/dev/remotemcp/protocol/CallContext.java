package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The context of one call. Used by its handler alone, so it needs no locks. */
final class CallContext implements Context {

    private final Call call;
    private final Interview interview;
    private final Optional<LogLevel> leastSevere;
    private final JsonNode progressToken;
    private double reported = Double.NEGATIVE_INFINITY;

    /** @param leastSevere the level from which on the client gets log lines; empty for none at all */
    CallContext(Call call, Interview interview, Optional<LogLevel> leastSevere) {
        this.call = call;
        this.interview = interview;
        this.leastSevere = leastSevere;
        this.progressToken = call.meta().path("progressToken");
    }

    @Override
    public Revision revision() {
        return call.revision();
    }

    @Override
    public void progress(double progress, double total, String message) {
        boolean wanted = progressToken.isTextual() || progressToken.isIntegralNumber();
        if (!wanted || !Double.isFinite(progress) || progress <= reported) {
            return;
        }
        reported = progress;
        ObjectNode params = Json.object();
        params.set("progressToken", progressToken);
        params.put("progress", progress);
        if (total > 0) {
            params.put("total", total);
        }
        params.put("message", message);
        send(Notifications.of("notifications/progress", params));
    }

    @Override
    public void log(LogLevel level, String message) {
        if (leastSevere.isPresent() && level.compareTo(leastSevere.get()) >= 0) {
            send(Notifications.of("notifications/message",
                    Json.object().put("level", level.wireName()).put("data", message)));
        }
    }

    /** Nothing may be said for a call that was cancelled. */
    private void send(ObjectNode message) {
        if (!isCancelled()) {
            call.channel().send(message);
        }
    }

    @Override
    public boolean isCancelled() {
        return call.cancellation().isCancelled();
    }

    @Override
    public boolean canAsk(Question<?> question) {
        return call.client().has(question.capability());
    }

    @Override
    public <A> A ask(String key, Question<A> question) throws InterruptedException {
        return ask(Map.of(key, question)).get(key, question);
    }

    @Override
    public Answers ask(Map<String, Question<?>> questions) throws InterruptedException {
        return new Answers(interview.ask(new LinkedHashMap<>(questions)));
    }
}
