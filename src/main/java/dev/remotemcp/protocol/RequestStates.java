package dev.remotemcp.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code requestState} of a call that had to ask: the answers that it has got so far, bound to the call that they
 * were given for and to a time, and signed. Whoever knows the secret could only claim to have given other answers to
 * questions put to itself, since the state holds nothing else.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr#server-requirements-basic-workflow">
 *         Server requirements</a>
 */
final class RequestStates {

    /** How long a user may take to answer. */
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final List<String> NOT_OF_THE_CALL = List.of("_meta", "inputResponses", "requestState");
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Clock clock;

    /** @param secret the same on every instance */
    RequestStates(byte[] secret, Clock clock) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
        this.clock = clock;
    }

    /** The state of this call with these answers. */
    String write(Call call, Map<String, ObjectNode> answers) {
        ObjectNode json = Json.object();
        json.put("call", digest(call));
        json.put("until", clock.instant().plus(LIFETIME).getEpochSecond());
        json.set("answers", Json.object().setAll(answers));
        String payload = encoded(Json.bytes(json));
        return payload + "." + encoded(signature(payload));
    }

    /** The answers in a state; empty for one that was not made here, not for this call, or too long ago. */
    Optional<Map<String, ObjectNode>> read(Call call, String state) {
        int dot = state.indexOf('.');
        if (dot < 0 || !isSigned(state.substring(0, dot), state.substring(dot + 1))) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.parse(new String(
                    Base64.getUrlDecoder().decode(state.substring(0, dot)), StandardCharsets.UTF_8));
            boolean fits = json.path("call").asText().equals(digest(call))
                    && json.path("until").asLong() >= clock.instant().getEpochSecond();
            return fits ? Optional.of(objects(json.path("answers"))) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The members of an object that are objects themselves. */
    static Map<String, ObjectNode> objects(JsonNode json) {
        Map<String, ObjectNode> objects = new HashMap<>();
        json.properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode object) {
                objects.put(entry.getKey(), object);
            }
        });
        return objects;
    }

    private boolean isSigned(String payload, String signature) {
        try {
            return MessageDigest.isEqual(signature(payload), Base64.getUrlDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private byte[] signature(String payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(payload.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
        }
    }

    private static String digest(Call call) {
        ObjectNode params = call.params().deepCopy();
        params.remove(NOT_OF_THE_CALL);
        try {
            return encoded(MessageDigest.getInstance("SHA-256")
                    .digest((call.method() + "\n" + Json.canonical(params)).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
