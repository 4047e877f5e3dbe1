package dev.remotemcp.protocol;

import dev.remotemcp.protocol.jsonrpc.Message;
import dev.remotemcp.protocol.jsonrpc.MessageReader;
import dev.remotemcp.protocol.jsonrpc.Payload;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * An MCP server without its transport: one value in, one value out, and no memory of any client between two calls.
 * Safe for use by many threads.
 */
public final class McpServer implements AutoCloseable {

    private final ToolCatalog tools;
    private final ResourceCatalog resources;
    private final PromptCatalog prompts;
    private final boolean listsChange;
    private final ChangeFeed feed = new ChangeFeed();
    private final PendingQuestions pending = new PendingQuestions();
    private final CallsInFlight calls = new CallsInFlight();
    private final Methods methods;
    private final ReplyWriter writer;

    private McpServer(Builder builder) {
        Pages pages = new Pages(builder.pageSize);
        this.listsChange = builder.listsChange;
        this.tools = new ToolCatalog(builder.tools, pages);
        this.resources = new ResourceCatalog(builder.resources, builder.templates, pages);
        this.prompts = new PromptCatalog(builder.prompts, pages);
        RequestedLogLevels logLevels = new RequestedLogLevels(builder.hasLogging);
        this.methods = new Methods(
                builder.implementation,
                builder.instructions,
                tools,
                resources,
                prompts,
                new Completions(prompts, resources),
                new Conversations(pending, new RequestStates(builder.stateSecret, Clock.systemUTC()), logLevels),
                logLevels,
                new Subscriptions(
                        resources, feed, builder.isStreaming, builder.listsChange, builder.watchInterval));
        this.writer = new ReplyWriter(builder.implementation);
    }

    public static Builder builder(Implementation implementation) {
        return new Builder(implementation);
    }

    /** Answers one POST over a transport that can neither stream nor cancel. */
    public Reply handle(Exchange exchange) {
        return handle(exchange, Channel.NONE, new Cancellation());
    }

    /**
     * Answers one POST. Blocks while a handler works. A call that is cancelled meanwhile has no answer.
     *
     * @param channel      where messages go that come before the answer
     * @param cancellation ends the call early
     */
    public Reply handle(Exchange exchange, Channel channel, Cancellation cancellation) {
        Route route = new Route(exchange, channel, cancellation);
        return switch (MessageReader.read(exchange.body())) {
            case Payload.Unreadable(var error) -> writer.refused(error);
            case Payload.Single(var message) -> handle(message, route);
            case Payload.Batch(var messages) -> handleBatch(messages, route);
        };
    }

    /**
     * Offers other tools from now on, and tells whoever listens.
     *
     * @throws IllegalStateException unless the server was built with {@link Builder#changingLists()}
     */
    public void replaceTools(List<Tool> replacement) {
        requireChangingLists();
        tools.replace(replacement);
        feed.publish(ListChange.TOOLS);
    }

    /** Offers other prompts from now on, as {@link #replaceTools} does. */
    public void replacePrompts(List<Prompt> replacement) {
        requireChangingLists();
        prompts.replace(replacement);
        feed.publish(ListChange.PROMPTS);
    }

    /** Offers other resources from now on, as {@link #replaceTools} does. */
    public void replaceResources(List<Resource> replacement) {
        requireChangingLists();
        resources.replace(replacement);
        feed.publish(ListChange.RESOURCES);
    }

    private void requireChangingLists() {
        if (!listsChange) {
            throw new IllegalStateException("clients were told that the lists don't change; build with changingLists()");
        }
    }

    /** Brings all subscriptions to their proper end. */
    @Override
    public void close() {
        feed.close();
    }

    /** What a message came with and where what is said before its answer goes. */
    private record Route(Exchange exchange, Channel channel, Cancellation cancellation) {

        /** For one of several calls: cancelling it leaves the others. */
        Route alone() {
            return new Route(exchange, channel, new Cancellation());
        }

        Call call(Message.Request request, Revision revision) {
            Client client = switch (revision.era()) {
                case LEGACY -> Client.legacy(exchange);
                case MODERN -> Client.modern(request.params().path("_meta"));
            };
            return new Call(exchange, request, revision, client, channel, cancellation);
        }
    }

    private Reply handle(Message message, Route route) {
        return switch (message) {
            case Message.Invalid(var id, var error) -> writer.refused(id, error);
            case Message.Request request -> switch (Envelope.examine(route.exchange(), request)) {
                case Envelope.Verdict.Refused(var error) -> writer.refused(request.id(), error);
                case Envelope.Verdict.Speaks(var revision) -> answer(route.call(request, revision));
            };
            case Message.Notification notification -> take(notification, route.exchange());
            case Message.Response response -> take(response, route.exchange());
        };
    }

    private Reply take(Message.Notification notification, Exchange exchange) {
        return switch (Envelope.examineHeader(exchange)) {
            case Envelope.Verdict.Refused(var error) -> writer.refused(error);
            case Envelope.Verdict.Speaks(var revision) -> {
                if (revision.era() == Revision.Era.LEGACY && notification.method().equals("notifications/cancelled")) {
                    calls.cancel(Client.legacy(exchange), notification.params().path("requestId"));
                }
                yield new Reply.Accepted();
            }
        };
    }

    private Reply take(Message.Response response, Exchange exchange) {
        return switch (Envelope.examineHeader(exchange)) {
            case Envelope.Verdict.Refused(var error) -> writer.refused(error);
            case Envelope.Verdict.Speaks(var revision) -> switch (revision.era()) {
                case LEGACY -> {
                    pending.answer(response);
                    yield new Reply.Accepted();
                }
                case MODERN -> writer.refused(RpcError.invalidRequest(
                        "a client of revision " + revision.id() + " sends no responses"));
            };
        };
    }

    /** Batches exist in revision 2025-03-26 alone, which is also assumed where no version is told. */
    private Reply handleBatch(List<Message> messages, Route route) {
        return switch (Envelope.examineHeader(route.exchange())) {
            case Envelope.Verdict.Refused(var error) -> writer.refused(error);
            case Envelope.Verdict.Speaks(var revision) when !revision.batches() ->
                    writer.refused(RpcError.invalidRequest(
                            "revision " + revision.id() + " has no batches; send one message a POST"));
            case Envelope.Verdict.Speaks(var revision) -> {
                BatchAnswers answers = new BatchAnswers();
                for (Message message : messages) {
                    switch (message) {
                        case Message.Request request when answers.areComplete() ->
                                answers.add(writer.refused(request.id(), BatchAnswers.COMPLETE));
                        case Message.Request request ->
                                answers.add(answerInBatch(route.alone().call(request, revision)));
                        case Message other -> answers.add(handle(other, route));
                    }
                }
                yield answers.reply();
            }
        };
    }

    private Reply answerInBatch(Call call) {
        if (call.method().equals("initialize") || call.meta().has(MetaKeys.PROTOCOL_VERSION)) {
            return writer.refused(call.request().id(), RpcError.invalidRequest(
                    "neither initialize nor a request with a protocol version of its own may stand in a batch"));
        }
        return answer(call);
    }

    private Reply answer(Call call) {
        calls.add(call);
        call.cancellation().begin(call.revision().era());
        try {
            Reply reply = carryOut(call);
            return call.cancellation().isCancelled() ? new Reply.Abandoned() : reply;
        } finally {
            call.cancellation().end();
            calls.remove(call);
        }
    }

    private Reply carryOut(Call call) {
        try {
            return writer.reply(call, methods.outcome(call));
        } catch (ToolException e) {
            Failures.log(call.where(), e);
            return writer.failed(call, new RpcError(RpcError.INTERNAL_ERROR, e.getMessage()));
        } catch (Exception e) {
            if (call.cancellation().isCancelled()) {
                // However the handler came to its end, it was told to.
                return new Reply.Abandoned();
            }
            return writer.failed(call, new RpcError(RpcError.INTERNAL_ERROR,
                    "Internal error; the server's log has the reason under " + Failures.logDefect(call.where(), e)));
        }
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
        private boolean hasLogging;
        private boolean listsChange;
        private boolean isStreaming = true;
        private Duration watchInterval = Duration.ofSeconds(3);
        private byte[] stateSecret = new byte[32];

        private Builder(Implementation implementation) {
            this.implementation = implementation;
            new SecureRandom().nextBytes(stateSecret);
        }

        /** Handlers may send log lines to clients ({@link Context#log}). */
        public Builder logging() {
            this.hasLogging = true;
            return this;
        }

        /** Whether the transport can stream; without, nothing is declared that needs a stream. True by default. */
        public Builder streaming(boolean isStreaming) {
            this.isStreaming = isStreaming;
            return this;
        }

        /** The lists of tools, prompts and resources may be replaced while the server runs. */
        public Builder changingLists() {
            this.listsChange = true;
            return this;
        }

        /** How often a resource is asked for its version while somebody listens; 3 seconds by default. */
        public Builder watchInterval(Duration watchInterval) {
            this.watchInterval = watchInterval;
            return this;
        }

        /**
         * Signs what modern clients carry from one round of questions to the next. It must be the same on all instances
         * of a server; by default it is random.
         */
        public Builder stateSecret(byte[] stateSecret) {
            this.stateSecret = stateSecret.clone();
            return this;
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

        /** @throws IllegalArgumentException for names given twice, and for a tool whose widget is no resource of this server */
        public McpServer build() {
            tools.forEach(this::requireWidget);
            return new McpServer(this);
        }

        private void requireWidget(Tool tool) {
            tool.widget()
                    .filter(uri -> resources.stream().noneMatch(resource -> resource.uri().equals(uri)))
                    .ifPresent(uri -> {
                        throw new IllegalArgumentException("the widget of tool '" + tool.name() + "' is '" + uri
                                + "', but no resource has this URI");
                    });
        }
    }
}
