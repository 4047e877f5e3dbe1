package dev.remotemcp.protocol;

import dev.remotemcp.protocol.jsonrpc.Message;
import dev.remotemcp.protocol.jsonrpc.MessageReader;
import dev.remotemcp.protocol.jsonrpc.Payload;
import dev.remotemcp.protocol.jsonrpc.RpcError;
import java.util.List;

/**
 * An MCP server without its transport: one value in, one value out, and no memory of any client between two calls.
 * Safe for use by many threads.
 */
public final class McpServer {

    private final Methods methods;
    private final ReplyWriter writer;

    private McpServer(Builder builder) {
        Pages pages = new Pages(builder.pageSize);
        ToolCatalog tools = new ToolCatalog(builder.tools, pages);
        ResourceCatalog resources = new ResourceCatalog(builder.resources, builder.templates, pages);
        PromptCatalog prompts = new PromptCatalog(builder.prompts, pages);
        Completions completions = new Completions(prompts, resources);
        this.methods = new Methods(
                builder.implementation, builder.instructions, tools, resources, prompts, completions);
        this.writer = new ReplyWriter(builder.implementation);
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
            case Payload.Unreadable(var error) -> writer.refused(error);
            case Payload.Single(var message) -> handle(exchange, message, channel);
            case Payload.Batch(var messages) -> handleBatch(exchange, messages, channel);
        };
    }

    private Reply handle(Exchange exchange, Message message, Channel channel) {
        return switch (message) {
            case Message.Invalid(var id, var error) -> writer.refused(id, error);
            case Message.Request request -> switch (Envelope.examine(exchange, request)) {
                case Envelope.Verdict.Refused(var error) -> writer.refused(request.id(), error);
                case Envelope.Verdict.Speaks(var revision) -> answer(new Call(request, revision, channel));
            };
            case Message.Notification _ -> switch (Envelope.examineHeader(exchange)) {
                case Envelope.Verdict.Refused(var error) -> writer.refused(error);
                case Envelope.Verdict.Speaks _ -> new Reply.Accepted();
            };
            case Message.Response _ -> switch (Envelope.examineHeader(exchange)) {
                case Envelope.Verdict.Refused(var error) -> writer.refused(error);
                case Envelope.Verdict.Speaks(var revision) -> switch (revision.era()) {
                    case LEGACY -> new Reply.Accepted();
                    case MODERN -> writer.refused(RpcError.invalidRequest(
                            "a client of revision " + revision.id() + " sends no responses"));
                };
            };
        };
    }

    /** Batches exist in revision 2025-03-26 alone, which is also assumed where no version is told. */
    private Reply handleBatch(Exchange exchange, List<Message> messages, Channel channel) {
        return switch (Envelope.examineHeader(exchange)) {
            case Envelope.Verdict.Refused(var error) -> writer.refused(error);
            case Envelope.Verdict.Speaks(var revision) when !revision.batches() ->
                    writer.refused(RpcError.invalidRequest(
                            "revision " + revision.id() + " has no batches; send one message a POST"));
            case Envelope.Verdict.Speaks(var revision) -> {
                BatchAnswers answers = new BatchAnswers();
                for (Message message : messages) {
                    switch (message) {
                        case Message.Invalid(var id, var error) -> answers.add(writer.refused(id, error));
                        case Message.Request request when answers.areComplete() ->
                                answers.add(writer.refused(request.id(), BatchAnswers.COMPLETE));
                        case Message.Request request -> answers.add(answerInBatch(request, revision, channel));
                        case Message.Notification _, Message.Response _ -> { }
                    }
                }
                yield answers.reply();
            }
        };
    }

    private Reply.Answer answerInBatch(Message.Request request, Revision revision, Channel channel) {
        if (request.method().equals("initialize") || request.params().path("_meta").has(MetaKeys.PROTOCOL_VERSION)) {
            return writer.refused(request.id(), RpcError.invalidRequest(
                    "neither initialize nor a request with a protocol version of its own may stand in a batch"));
        }
        return answer(new Call(request, revision, channel));
    }

    private Reply.Answer answer(Call call) {
        try {
            return writer.reply(call, methods.outcome(call));
        } catch (ToolException e) {
            Failures.log(call.method(), e);
            return writer.failed(call, new RpcError(RpcError.INTERNAL_ERROR, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return writer.failed(call, new RpcError(RpcError.INTERNAL_ERROR, "The call was interrupted"));
        } catch (Exception e) {
            return writer.failed(call, new RpcError(RpcError.INTERNAL_ERROR,
                    "Internal error; the server's log has the reason under " + Failures.logDefect(call.method(), e)));
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
