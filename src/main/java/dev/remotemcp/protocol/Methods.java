package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.time.Duration;
import java.util.Optional;

/** The methods of the protocol: which there are in which era, and who carries them out. */
record Methods(
        Implementation implementation,
        String instructions,
        ToolCatalog tools,
        ResourceCatalog resources,
        PromptCatalog prompts,
        Completions completions,
        Conversations conversations,
        RequestedLogLevels logLevels,
        Subscriptions subscriptions) {

    /** What a server says of itself changes with a deployment only. */
    private static final CacheHint DISCOVER_HINT = CacheHint.shared(Duration.ofHours(1));

    /** @throws Exception what a handler throws */
    Outcome outcome(Call call) throws Exception {
        return switch (call.method()) {
            case "tools/list" -> offersTools() ? tools.list(call) : new Outcome.NoMethod();
            case "tools/call" -> offersTools() ? conversations.hold(call, tools::call) : new Outcome.NoMethod();
            case "resources/list" -> offersResources() ? resources.list(call) : new Outcome.NoMethod();
            case "resources/templates/list" ->
                    offersResources() ? resources.listTemplates(call) : new Outcome.NoMethod();
            case "resources/read" ->
                    offersResources() ? conversations.hold(call, resources::read) : new Outcome.NoMethod();
            case "prompts/list" -> offersPrompts() ? prompts.list(call) : new Outcome.NoMethod();
            case "prompts/get" -> offersPrompts() ? conversations.hold(call, prompts::get) : new Outcome.NoMethod();
            case "completion/complete" -> completions.isEmpty() ? new Outcome.NoMethod() : completions.complete(call);
            default -> switch (call.revision().era()) {
                case LEGACY -> legacyOutcome(call);
                case MODERN -> modernOutcome(call);
            };
        };
    }

    /** A list that may change is offered even while it is empty. */
    private boolean offersTools() {
        return !tools.isEmpty() || subscriptions.listsChange();
    }

    private boolean offersResources() {
        return !resources.isEmpty() || subscriptions.listsChange();
    }

    private boolean offersPrompts() {
        return !prompts.isEmpty() || subscriptions.listsChange();
    }

    private Outcome legacyOutcome(Call call) {
        return switch (call.method()) {
            case "initialize" -> initialize(call);
            case "ping" -> Outcome.empty();
            case "logging/setLevel" -> logLevels.areOffered() ? logLevels.set(call) : new Outcome.NoMethod();
            case "resources/subscribe", "resources/unsubscribe" ->
                    resources.isWatchable() ? resources.subscribe(call) : new Outcome.NoMethod();
            default -> new Outcome.NoMethod();
        };
    }

    private Outcome modernOutcome(Call call) throws InterruptedException {
        return switch (call.method()) {
            case "server/discover" -> discover();
            case "subscriptions/listen" ->
                    subscriptions.isEmpty() ? new Outcome.NoMethod() : subscriptions.listen(call);
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
        return new Outcome.Initialized(introduce(body, revision), Client.opening(call.params().path("capabilities")));
    }

    private Outcome discover() {
        ObjectNode body = Json.object();
        Revision.ids().forEach(body.putArray("supportedVersions")::add);
        return new Outcome.Cacheable(introduce(body, Revision.V2026_07_28), DISCOVER_HINT);
    }

    private ObjectNode introduce(ObjectNode body, Revision revision) {
        body.set("capabilities", capabilities(revision));
        return instructions.isEmpty() ? body : body.put("instructions", instructions);
    }

    /** Changes are announced in the modern era only: there is no stream on which legacy clients could hear of them. */
    private ObjectNode capabilities(Revision revision) {
        boolean announces = revision.era() == Revision.Era.MODERN;
        ObjectNode capabilities = Json.object();
        if (offersTools()) {
            declare(capabilities.putObject("tools"), "listChanged", announces && subscriptions.announcesLists());
        }
        if (offersResources()) {
            ObjectNode declared = capabilities.putObject("resources");
            declare(declared, "listChanged", announces && subscriptions.announcesLists());
            declare(declared, "subscribe", announces && subscriptions.announcesResources());
        }
        if (offersPrompts()) {
            declare(capabilities.putObject("prompts"), "listChanged", announces && subscriptions.announcesLists());
        }
        if (!completions.isEmpty()) {
            capabilities.putObject("completions");
        }
        if (logLevels.areOffered()) {
            capabilities.putObject("logging");
        }
        return capabilities;
    }

    private static void declare(ObjectNode capability, String member, boolean isThere) {
        if (isThere) {
            capability.put(member, true);
        }
    }
}
