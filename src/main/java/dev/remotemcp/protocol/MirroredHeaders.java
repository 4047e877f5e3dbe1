package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.Message;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A modern request says in its headers what its body says, so that proxies can route it without reading the body. Here
 * both are compared, since whoever trusts one must be able to trust the other.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#server-validation">
 *         Server validation</a>
 */
final class MirroredHeaders {

    private static final String METHOD = "Mcp-Method";
    private static final String NAME = "Mcp-Name";
    private static final String PARAMETER = "Mcp-Param-";
    private static final String SENTINEL_START = "=?base64?";
    private static final String SENTINEL_END = "?=";

    private MirroredHeaders() {
    }

    static Optional<RpcError> checkVersion(Exchange exchange, String claimed) {
        return compare(Envelope.VERSION_HEADER, exchange.header(Envelope.VERSION_HEADER), claimed);
    }

    /** Checks {@code Mcp-Method}, and {@code Mcp-Name} where the method has a name. */
    static Optional<RpcError> check(Exchange exchange, Message.Request request) {
        return compare(METHOD, exchange.header(METHOD), request.method())
                .or(() -> namedBy(request).flatMap(name -> checkEncoded(NAME, exchange.header(NAME), name)));
    }

    /** Checks {@code Mcp-Param-*} for the parameters that a tool has mirrored. */
    static Optional<RpcError> checkArguments(Exchange exchange, List<Parameter<?>> parameters, ObjectNode arguments) {
        return parameters.stream()
                .flatMap(parameter -> parameter.mirror().stream().flatMap(mirror -> checkArgument(
                        exchange, PARAMETER + mirror, arguments.path(parameter.name())).stream()))
                .findFirst();
    }

    private static Optional<RpcError> checkArgument(Exchange exchange, String name, JsonNode argument) {
        Optional<String> header = exchange.header(name);
        if (argument.isMissingNode() || argument.isNull()) {
            return header.map(value -> ErrorCodes.headerMismatch("the header " + name + " is '" + Text.shortened(value)
                    + "', but the body has no such argument"));
        }
        if (argument.isNumber() && header.isPresent() && isSameNumber(header.get(), argument)) {
            return Optional.empty();
        }
        return checkEncoded(name, header, argument.asText());
    }

    private static boolean isSameNumber(String header, JsonNode argument) {
        try {
            return new BigDecimal(header).compareTo(argument.decimalValue()) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** What {@code Mcp-Name} mirrors. A body without it is the method's to refuse. */
    private static Optional<String> namedBy(Message.Request request) {
        return switch (request.method()) {
            case "tools/call", "prompts/get" -> Optional.ofNullable(request.params().path("name").textValue());
            case "resources/read" -> Optional.ofNullable(request.params().path("uri").textValue());
            default -> Optional.empty();
        };
    }

    /** Compares a header that may be Base64 of UTF-8, in the sentinel form. */
    private static Optional<RpcError> checkEncoded(String name, Optional<String> header, String body) {
        if (header.isEmpty() || !isSentinel(header.get())) {
            return compare(name, header, body);
        }
        Optional<String> decoded = decode(header.get());
        return decoded.isEmpty()
                ? Optional.of(ErrorCodes.headerMismatch(
                        name + " is not valid Base64 of UTF-8: '" + Text.shortened(header.get()) + "'"))
                : compare(name, decoded, body);
    }

    private static Optional<RpcError> compare(String name, Optional<String> header, String body) {
        if (header.isEmpty()) {
            return Optional.of(ErrorCodes.headerMismatch(
                    "the header " + name + " is missing; the body says '" + Text.shortened(body) + "'"));
        }
        return header.get().equals(body)
                ? Optional.empty()
                : Optional.of(ErrorCodes.headerMismatch("the header " + name + " is '" + Text.shortened(header.get())
                        + "', but the body says '" + Text.shortened(body) + "'"));
    }

    private static boolean isSentinel(String value) {
        return value.startsWith(SENTINEL_START)
                && value.endsWith(SENTINEL_END)
                && value.length() >= SENTINEL_START.length() + SENTINEL_END.length();
    }

    private static Optional<String> decode(String sentinel) {
        String base64 = sentinel.substring(SENTINEL_START.length(), sentinel.length() - SENTINEL_END.length());
        if (base64.length() % 4 != 0) {
            // Java's decoder would do without the padding.
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
