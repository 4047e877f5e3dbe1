package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.jsonrpc.Message;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import java.util.Optional;

/**
 * Finds out which revision a message speaks, and holds what surrounds it to that revision's rules, before anyone looks
 * at its method.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#request-metadata">
 *         Request metadata</a>
 */
final class Envelope {

    static final String VERSION_HEADER = "MCP-Protocol-Version";

    /** What {@link #examine} found. */
    sealed interface Verdict {

        record Speaks(Revision revision) implements Verdict {
        }

        record Refused(RpcError error) implements Verdict {
        }
    }

    private Envelope() {
    }

    /**
     * A request that names its revision in {@code _meta} speaks that one, and its headers must say the same. Any other
     * speaks the revision of the header; a modern revision there demands the metadata.
     */
    static Verdict examine(Exchange exchange, Message.Request request) {
        JsonNode meta = request.params().path("_meta");
        JsonNode claim = meta.path(MetaKeys.PROTOCOL_VERSION);
        if (claim.isMissingNode()) {
            return switch (examineHeader(exchange)) {
                case Verdict.Speaks(var revision) when revision.era() == Revision.Era.MODERN ->
                        refused(missingMeta(MetaKeys.PROTOCOL_VERSION));
                case Verdict verdict -> verdict;
            };
        }
        if (!claim.isTextual()) {
            return refused(RpcError.invalidParams(
                    "_meta." + MetaKeys.PROTOCOL_VERSION + " must be a string, but is " + Json.typeOf(claim)));
        }
        Optional<RpcError> mismatch = MirroredHeaders.checkVersion(exchange, claim.textValue());
        if (mismatch.isPresent()) {
            return refused(mismatch.get());
        }
        Optional<Revision> revision = Revision.of(claim.textValue());
        if (revision.isEmpty()) {
            return refused(ErrorCodes.unsupportedVersion(claim.textValue()));
        }
        return switch (revision.get().era()) {
            case LEGACY -> new Verdict.Speaks(revision.get());
            case MODERN -> checkMeta(meta)
                    .or(() -> MirroredHeaders.check(exchange, request))
                    .<Verdict>map(Verdict.Refused::new)
                    .orElseGet(() -> new Verdict.Speaks(revision.get()));
        };
    }

    /** The revision of a message that has no metadata, by its header alone. */
    static Verdict examineHeader(Exchange exchange) {
        Optional<String> header = exchange.header(VERSION_HEADER);
        if (header.isEmpty()) {
            return new Verdict.Speaks(Revision.ASSUMED);
        }
        return Revision.of(header.get())
                .<Verdict>map(Verdict.Speaks::new)
                .orElseGet(() -> refused(ErrorCodes.unsupportedVersion(header.get())));
    }

    private static Optional<RpcError> checkMeta(JsonNode meta) {
        JsonNode capabilities = meta.path(MetaKeys.CLIENT_CAPABILITIES);
        if (capabilities.isMissingNode()) {
            return Optional.of(missingMeta(MetaKeys.CLIENT_CAPABILITIES));
        }
        if (!(capabilities instanceof ObjectNode)) {
            return Optional.of(notAnObject(MetaKeys.CLIENT_CAPABILITIES, capabilities));
        }
        JsonNode info = meta.path(MetaKeys.CLIENT_INFO);
        if (!info.isMissingNode() && !info.isObject()) {
            return Optional.of(notAnObject(MetaKeys.CLIENT_INFO, info));
        }
        JsonNode level = meta.path(MetaKeys.LOG_LEVEL);
        return level.isMissingNode() || LogLevel.of(level.asText()).isPresent()
                ? Optional.empty()
                : Optional.of(RpcError.invalidParams("_meta." + MetaKeys.LOG_LEVEL + " must be one of " + LogLevel.names()
                        + ", but is '" + Text.shortened(level.asText()) + "'"));
    }

    private static RpcError missingMeta(String key) {
        return RpcError.invalidParams("_meta." + key + " is missing; every request of revision "
                + Revision.V2026_07_28.id() + " carries it");
    }

    private static RpcError notAnObject(String key, JsonNode value) {
        return RpcError.invalidParams("_meta." + key + " must be an object, but is " + Json.typeOf(value));
    }

    private static Verdict refused(RpcError error) {
        return new Verdict.Refused(error);
    }
}
