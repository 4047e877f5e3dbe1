package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.jsonrpc.Json;
import java.time.Duration;
import java.util.Optional;

/** The methods of the protocol: which there are in which era, and who carries them out. */
record Methods(
        Implementation implementation,
        String instructions,
        ToolCatalog tools,
        ResourceCatalog resources,
        PromptCatalog prompts,
        Completions completions) {

    /** What a server says of itself changes with a deployment only. */
    private static final CacheHint DISCOVER_HINT = CacheHint.shared(Duration.ofHours(1));

    /** @throws Exception what a handler throws */
    Outcome outcome(Call call) throws Exception {
        return switch (call.method()) {
            case "tools/list" -> tools.isEmpty() ? new Outcome.NoMethod() : tools.list(call);
            case "tools/call" -> tools.isEmpty() ? new Outcome.NoMethod() : tools.call(call);
            case "resources/list" -> resources.isEmpty() ? new Outcome.NoMethod() : resources.list(call);
            case "resources/templates/list" ->
                    resources.isEmpty() ? new Outcome.NoMethod() : resources.listTemplates(call);
            case "resources/read" -> resources.isEmpty() ? new Outcome.NoMethod() : resources.read(call);
            case "prompts/list" -> prompts.isEmpty() ? new Outcome.NoMethod() : prompts.list(call);
            case "prompts/get" -> prompts.isEmpty() ? new Outcome.NoMethod() : prompts.get(call);
            case "completion/complete" -> completions.isEmpty() ? new Outcome.NoMethod() : completions.complete(call);
            default -> switch (call.revision().era()) {
                case LEGACY -> legacyOutcome(call);
                case MODERN -> modernOutcome(call);
            };
        };
    }

    private Outcome legacyOutcome(Call call) {
        return switch (call.method()) {
            case "initialize" -> initialize(call);
            case "ping" -> Outcome.empty();
            default -> new Outcome.NoMethod();
        };
    }

    private Outcome modernOutcome(Call call) {
        return switch (call.method()) {
            case "server/discover" -> discover();
            default -> new Outcome.NoMethod();
        };
    }

    private Outcome initialize(Call call) {
        Optional<String> wanted = call.text("protocolVersion");
        if (wanted.isEmpty()) {
            return call.notText("protocolVersion");
        }
        Revision revision = Revision.of(wanted.get())
                .filter(known -> known.era() == Revision.Era.LEGACY)
                .orElse(Revision.NEWEST_LEGACY);
        ObjectNode body = Json.object().put("protocolVersion", revision.id());
        body.set("serverInfo", implementation.toJson());
        return new Outcome.Complete(introduce(body));
    }

    private Outcome discover() {
        ObjectNode body = Json.object();
        Revision.ids().forEach(body.putArray("supportedVersions")::add);
        return new Outcome.Cacheable(introduce(body), DISCOVER_HINT);
    }

    private ObjectNode introduce(ObjectNode body) {
        body.set("capabilities", capabilities());
        return instructions.isEmpty() ? body : body.put("instructions", instructions);
    }

    private ObjectNode capabilities() {
        ObjectNode capabilities = Json.object();
        if (!tools.isEmpty()) {
            capabilities.putObject("tools");
        }
        if (!resources.isEmpty()) {
            capabilities.putObject("resources");
        }
        if (!prompts.isEmpty()) {
            capabilities.putObject("prompts");
        }
        if (!completions.isEmpty()) {
            capabilities.putObject("completions");
        }
        return capabilities;
    }
}
