package dev.remotemcp.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client says of itself. A modern client says it with each request. A legacy one says it once, when it opens, and
 * the server remembers nothing: it hands the client a session id that holds what was said, and a random part that tells
 * the client's calls from those of others. The id is trusted for nothing; who makes one up only claims to be asked
 * questions.
 *
 * @param capabilities empty where the client said nothing; unknown ones are of no interest and no harm
 * @param sessionId    empty where there is none
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#session-management">Session
 *         management</a>
 */
record Client(ObjectNode capabilities, String sessionId) {

    static final String SESSION_HEADER = "MCP-Session-Id";

    /** Far more than the capabilities below need. */
    private static final int MAX_SESSION_ID = 1024;

    /** The capabilities that matter here, with the members that do. Whatever else a client declares is ignored. */
    private static final Map<String, List<String>> KNOWN = Map.of(
            "elicitation", List.of("form", "url"),
            "sampling", List.of("tools", "context"),
            "roots", List.of());

    private static final SecureRandom RANDOM = new SecureRandom();

    Client {
        capabilities = known(capabilities);
    }

    /** A modern client, by the metadata of its request. */
    static Client modern(JsonNode meta) {
        return new Client(meta.path(MetaKeys.CLIENT_CAPABILITIES) instanceof ObjectNode declared
                ? declared
                : Json.object(), "");
    }

    /** A legacy client that opens, with a session of its own. */
    static Client opening(JsonNode declared) {
        byte[] random = new byte[16];
        RANDOM.nextBytes(random);
        Client client = new Client(declared instanceof ObjectNode object ? object : Json.object(), "");
        ObjectNode session = Json.object();
        session.put("random", Base64.getEncoder().encodeToString(random));
        session.set("capabilities", client.capabilities());
        return new Client(client.capabilities(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(session)));
    }

    /** A legacy client, by the session that it names; an id that is none of ours says nothing. */
    static Client legacy(Exchange exchange) {
        return exchange.header(SESSION_HEADER)
                .filter(id -> id.length() <= MAX_SESSION_ID)
                .flatMap(Client::ofSession)
                .orElseGet(() -> new Client(Json.object(), ""));
    }

    /** Whether each capability that is asked for, and each member of it, was declared. */
    boolean has(ObjectNode required) {
        return contains(capabilities, required);
    }

    private static Optional<Client> ofSession(String id) {
        try {
            JsonNode session = Json.parse(new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8));
            return session.path("capabilities") instanceof ObjectNode capabilities && session.path("random").isTextual()
                    ? Optional.of(new Client(capabilities, id))
                    : Optional.empty();
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode known(ObjectNode declared) {
        ObjectNode known = Json.object();
        KNOWN.forEach((name, members) -> {
            if (declared.path(name) instanceof ObjectNode capability) {
                ObjectNode kept = known.putObject(name);
                members.stream().filter(member -> capability.path(member).isObject()).forEach(kept::putObject);
            }
        });
        // Elicitation without a mode means forms, as older clients know no other.
        if (known.path("elicitation") instanceof ObjectNode elicitation && elicitation.isEmpty()) {
            elicitation.putObject("form");
        }
        return known;
    }

    private static boolean contains(ObjectNode actual, ObjectNode required) {
        return required.properties().stream().allMatch(entry ->
                actual.path(entry.getKey()) instanceof ObjectNode present
                        && contains(present, (ObjectNode) entry.getValue()));
    }
}
