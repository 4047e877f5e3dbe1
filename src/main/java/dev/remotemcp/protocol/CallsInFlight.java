package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.remotemcp.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that legacy clients may cancel with a notification. Two clients may use the same ids, so only calls of a session can be
 * cancelled, and only on the instance that runs them: a notification that finds nothing is no error.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/utilities/cancellation">Cancellation</a>
 */
final class CallsInFlight {

    /** @param id as JSON, which tells 1 from "1" */
    private record Key(String session, String id) {
    }

    private final Map<Key, Cancellation> calls = new ConcurrentHashMap<>();

    void add(Call call) {
        if (!call.client().sessionId().isEmpty()) {
            calls.put(key(call.client(), call.request().id()), call.cancellation());
        }
    }

    void remove(Call call) {
        calls.remove(key(call.client(), call.request().id()), call.cancellation());
    }

    /** Cancels a call of this client, if it runs here and now. */
    void cancel(Client client, JsonNode id) {
        Optional.ofNullable(calls.get(key(client, id))).ifPresent(Cancellation::cancel);
    }

    private static Key key(Client client, JsonNode id) {
        return new Key(client.sessionId(), Json.text(id));
    }
}
