package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.Reply.Stage;
import dev.remotemcp.protocol.jsonrpc.Json;
import dev.remotemcp.protocol.jsonrpc.Message;
import dev.remotemcp.protocol.jsonrpc.MessageReader;
import dev.remotemcp.protocol.jsonrpc.Payload;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An MCP server without its transport: one value in, one value out, and no memory of any client between two calls.
 * Safe for use by many threads.
 */
public final class McpServer {

    private static final Logger LOGGER = System.getLogger(McpServer.class.getName());

    /** What a server says of itself changes with a deployment only. */
    private static final CacheHint DISCOVER_HINT = CacheHint.shared(Duration.ofHours(1));

    private final Implementation implementation;
    private final String instructions;
    private final ToolCatalog tools;
    private final ResourceCatalog resources;
    private final PromptCatalog prompts;
    private final Completions completions;

    private McpServer(Builder builder) {
        Pages pages = new Pages(builder.pageSize);
        this.implementation = builder.implementation;
        this.instructions = builder.instructions;
        this.tools = new ToolCatalog(builder.tools, pages);
        this.resources = new ResourceCatalog(builder.resources, builder.templates, pages);
        this.prompts = new PromptCatalog(builder.prompts, pages);
        this.completions = new Completions(prompts, resources);
    }

    public static Builder builder(Implementation implementation) {
        return new Builder(implementation);
    }

    /**
     * Answers one POST. Blocks while a handler works.
     *
     * @param channel where notices go that come before the answer
     */
    public Reply handle(Exchange exchange, Channel channel) {
        return switch (MessageReader.read(exchange.body())) {
            case Payload.Unreadable(var error) -> refused(MissingNode.getInstance(), error);
            case Payload.Single(var message) -> handle(exchange, message, channel);
            case Payload.Batch(var messages) -> handleBatch(exchange, messages, channel);
        };
    }

    private Reply handle(Exchange exchange, Message message, Channel channel) {
        return switch (message) {
            case Message.Invalid(var id, var error) -> refused(id, error);
            case Message.Request request -> switch (Envelope.examine(exchange, request)) {
                case Envelope.Verdict.Refused(var error) -> refused(request.id(), error);
                case Envelope.Verdict.Speaks(var revision) -> answer(new Call(request, revision, channel));
            };
            case Message.Notification _ -> switch (Envelope.examineHeader(exchange)) {
                case Envelope.Verdict.Refused(var error) -> refused(MissingNode.getInstance(), error);
                case Envelope.Verdict.Speaks _ -> new Reply.Accepted();
            };
            case Message.Response _ -> switch (Envelope.examineHeader(exchange)) {
                case Envelope.Verdict.Refused(var error) -> refused(MissingNode.getInstance(), error);
                case Envelope.Verdict.Speaks(var revision) -> switch (revision.era()) {
                    case LEGACY -> new Reply.Accepted();
                    case MODERN -> refused(MissingNode.getInstance(), RpcError.invalidRequest(
                            "a client of revision " + revision.id() + " sends no responses"));
                };
            };
        };
    }

    /** Batches exist in revision 2025-03-26 alone, which is also assumed where no version is told. */
    private Reply handleBatch(Exchange exchange, List<Message> messages, Channel channel) {
        return switch (Envelope.examineHeader(exchange)) {
            case Envelope.Verdict.Refused(var error) -> refused(MissingNode.getInstance(), error);
            case Envelope.Verdict.Speaks(var revision) when !revision.batches() ->
                    refused(MissingNode.getInstance(), RpcError.invalidRequest(
                            "revision " + revision.id() + " has no batches; send one message a POST"));
            case Envelope.Verdict.Speaks(var revision) -> {
                List<Reply.Answer> answers = new ArrayList<>();
                for (Message message : messages) {
                    switch (message) {
                        case Message.Invalid(var id, var error) -> answers.add(refused(id, error));
                        case Message.Request request -> answers.add(answerInBatch(request, revision, channel));
                        case Message.Notification _, Message.Response _ -> { }
                    }
                }
                yield answers.isEmpty() ? new Reply.Accepted() : new Reply.Batch(answers);
            }
        };
    }

    private Reply.Answer answerInBatch(Message.Request request, Revision revision, Channel channel) {
        if (request.method().equals("initialize") || request.params().path("_meta").has(MetaKeys.PROTOCOL_VERSION)) {
            return refused(request.id(), RpcError.invalidRequest(
                    "neither initialize nor a request with a protocol version of its own may stand in a batch"));
        }
        return answer(new Call(request, revision, channel));
    }

    private Reply.Answer answer(Call call) {
        try {
            return reply(call, outcome(call));
        } catch (ToolException e) {
            return failed(call, new RpcError(RpcError.INTERNAL_ERROR, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(call, new RpcError(RpcError.INTERNAL_ERROR, "The call was interrupted"));
        } catch (Exception e) {
            String reference = UUID.randomUUID().toString();
            LOGGER.log(Level.ERROR, "defect " + reference + " in " + call.method(), e);
            return failed(call, new RpcError(RpcError.INTERNAL_ERROR,
                    "Internal error; the server's log has the reason under " + reference));
        }
    }

    /** The methods of the protocol. */
    private Outcome outcome(Call call) throws Exception {
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
        body.set("capabilities", capabilities());
        body.set("serverInfo", implementation.toJson());
        body.put("instructions", instructions);
        return new Outcome.Complete(body);
    }

    private Outcome discover() {
        ObjectNode body = Json.object();
        Revision.ids().forEach(body.putArray("supportedVersions")::add);
        body.set("capabilities", capabilities());
        body.put("instructions", instructions);
        return new Outcome.Cacheable(body, DISCOVER_HINT);
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

    private Reply.Answer reply(Call call, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Complete(var body) -> result(call, body);
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
        if (call.revision().era() == Revision.Era.MODERN) {
            body.put("resultType", "complete");
            body.withObjectProperty("_meta").set(MetaKeys.SERVER_INFO, implementation.toJson());
        }
        return new Reply.Result(call.request().id(), body);
    }

    private static Reply.Answer failed(Call call, RpcError error) {
        return new Reply.Failure(call.request().id(), error, Stage.METHOD);
    }

    private static Reply.Answer refused(JsonNode id, RpcError error) {
        return new Reply.Failure(id, error, Stage.ENVELOPE);
    }

    /** Collects what a server offers. Capabilities are declared for what is there. */
    public static final class Builder {

        private final Implementation implementation;
        private String instructions = "";
        private List<Tool> tools = List.of();
        private List<Resource> resources = List.of();
        private List<ResourceTemplate> templates = List.of();
        private List<Prompt> prompts = List.of();
        private int pageSize = 50;

        private Builder(Implementation implementation) {
            this.implementation = implementation;
        }

        /** How a model best uses this server. */
        public Builder instructions(String instructions) {
            this.instructions = instructions;
            return this;
        }

        /** In the order in which clients see them. */
        public Builder tools(List<Tool> tools) {
            this.tools = List.copyOf(tools);
            return this;
        }

        public Builder resources(List<Resource> resources) {
            this.resources = List.copyOf(resources);
            return this;
        }

        public Builder resourceTemplates(List<ResourceTemplate> templates) {
            this.templates = List.copyOf(templates);
            return this;
        }

        public Builder prompts(List<Prompt> prompts) {
            this.prompts = List.copyOf(prompts);
            return this;
        }

        /** The most items in one answer of a list method; 50 by default. */
        public Builder pageSize(int pageSize) {
            this.pageSize = pageSize;
            return this;
        }

        public McpServer build() {
            return new McpServer(this);
        }
    }
}
