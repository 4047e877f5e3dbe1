package dev.remotemcp.http;

import dev.remotemcp.protocol.Answers;
import dev.remotemcp.protocol.Context;
import dev.remotemcp.protocol.Elicitation;
import dev.remotemcp.protocol.Implementation;
import dev.remotemcp.protocol.JsonSchema;
import dev.remotemcp.protocol.LogLevel;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.protocol.Parameter;
import dev.remotemcp.protocol.Prompt;
import dev.remotemcp.protocol.PromptMessage;
import dev.remotemcp.protocol.Question;
import dev.remotemcp.protocol.Resource;
import dev.remotemcp.protocol.ResourceContent;
import dev.remotemcp.protocol.ResourceTemplate;
import dev.remotemcp.protocol.Roots;
import dev.remotemcp.protocol.Sampling;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolException;
import dev.remotemcp.protocol.ToolResult;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server whose tools talk, ask and wait, behind the production endpoint on a free port. */
final class TalkativeServer implements AutoCloseable {

    /** What became of a tool that waited to be cancelled. */
    record End(boolean isInterrupted, boolean isCancelled, boolean isHttpEnded, long nanoTime) {
    }

    static final Elicitation FORM = Elicitation.form("Your name?", JsonSchema.object(
            JsonSchema.required("name", JsonSchema.string("A name"))));
    static final Elicitation URL = Elicitation.url("Sign in, please.", "https://example.com/sign-in", "visit-1");
    static final Sampling MODEL = Sampling.of("What is the capital of France?", 100);
    static final Roots ROOTS = new Roots();

    static final byte[] SECRET = "the same on all instances".getBytes(StandardCharsets.UTF_8);
    static final Duration WATCH_INTERVAL = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Parameter<String> REGION = Parameter.string("region", "A region").mirroredAs("Region");
    private static final Parameter<Optional<Integer>> COUNT =
            Parameter.integer("count", "How many", 0, 1000).mirroredAs("Count").optional();
    private static final Parameter<Optional<Boolean>> FLAG =
            Parameter.bool("flag", "Whether").mirroredAs("Flag").optional();

    private final BlockingQueue<Thread> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
    private final Set<Thread> askers = ConcurrentHashMap.newKeySet();
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private final ServerSocket silence;
    private final McpServer mcp;
    private final WebServer web;

    private TalkativeServer(boolean isStreaming) {
        try {
            silence = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        mcp = McpServer.builder(new Implementation("talkative", "Talkative", "1"))
                .logging()
                .changingLists()
                .watchInterval(WATCH_INTERVAL)
                .stateSecret(SECRET)
                .tools(tools())
                .resources(List.of(motto()))
                .resourceTemplates(List.of(note()))
                .prompts(List.of(greeting()))
                .build();
        McpEndpoint endpoint = new McpEndpoint(
                mcp, new AllowedOrigins(List.of()), new AccessKeys(List.of()), 1_000_000, isStreaming);
        web = WebServer.builder()
                .port(0)
                .host("127.0.0.1")
                .connectionOptions(options -> options.tcpNoDelay(true))
                .directHandlers(ErrorResponses.handlers())
                .routing(routing -> routing.addFilter(new ConnectionEnd()).register("/mcp", endpoint))
                .build()
                .start();
    }

    static TalkativeServer start() {
        return new TalkativeServer(true);
    }

    static TalkativeServer startWithoutStreaming() {
        return new TalkativeServer(false);
    }

    McpServer mcp() {
        return mcp;
    }

    KeptConnection connect() {
        return new KeptConnection(web.port());
    }

    /** The thread of the next tool that waits. */
    Thread nextWaiting() throws InterruptedException {
        return Optional.ofNullable(waiting.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("no tool waits"));
    }

    /** How the next tool that waited has ended. */
    End nextEnd() throws InterruptedException {
        return nextEnd(PATIENCE).orElseThrow(() -> new AssertionError("no tool has ended"));
    }

    Optional<End> nextEnd(Duration patience) throws InterruptedException {
        return Optional.ofNullable(ends.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Writes the resource {@code note://{name}}. */
    void write(String name, String text) {
        notes.put(name, text);
    }

    /** The threads that have asked a note for its version. */
    Set<Thread> askers() {
        return askers;
    }

    @Override
    public void close() throws IOException {
        mcp.close();
        web.stop();
        silence.close();
    }

    List<Tool> tools() {
        return List.of(
                Tool.named("quiet").description("Says nothing but its answer.")
                        .handler((arguments, context) -> ToolResult.text("done")),
                Tool.named("talk").description("Reports progress and logs.")
                        .handler((arguments, context) -> {
                            context.progress(1, 3, "line 1\nline 2 \u2028 – ü 🎉");
                            context.progress(1, 3, "not more");
                            context.log(LogLevel.DEBUG, "a detail");
                            context.log(LogLevel.WARNING, "a warning");
                            context.progress(3, 3, "ready");
                            return ToolResult.text("done");
                        }),
                Tool.named("slow").description("Is silent for a while.")
                        .handler((arguments, context) -> {
                            Thread.sleep(5000);
                            return ToolResult.text("done");
                        }),
                Tool.named("wait").description("Waits for what never comes, over HTTP.")
                        .handler((arguments, context) -> await(context)),
                Tool.named("stubborn").description("Answers although it was cancelled.")
                        .handler((arguments, context) -> {
                            try {
                                await(context);
                            } catch (ToolException e) {
                                // Goes on as if nothing had happened.
                            }
                            context.progress(1, 1, "too late");
                            return ToolResult.text("an answer that nobody wants");
                        }),
                Tool.named("compute").description("Computes until it is cancelled, without ever blocking.")
                        .handler((arguments, context) -> {
                            waiting.add(Thread.currentThread());
                            while (!context.isCancelled()) {
                                Thread.onSpinWait();
                            }
                            context.progress(1, 1, "too late");
                            return ToolResult.text("an answer that nobody wants");
                        }),
                Tool.named("work").description("Works in short steps for about a second.")
                        .handler((arguments, context) -> {
                            for (int step = 1; step <= 10; step++) {
                                Thread.sleep(100);
                                context.progress(step, 10, "step");
                            }
                            return ToolResult.text("worked");
                        }),
                asking("form", FORM),
                asking("url", URL),
                asking("model", MODEL),
                asking("roots", ROOTS),
                Tool.named("several").description("Asks several things at once.")
                        .handler((arguments, context) -> {
                            Map<String, Question<?>> questions = new LinkedHashMap<>();
                            questions.put("who", FORM);
                            questions.put("what", MODEL);
                            questions.put("where", ROOTS);
                            Answers answers = context.ask(questions);
                            return ToolResult.text(answers.get("who", FORM).content().path("name").asText()
                                    + ", " + answers.get("what", MODEL).text()
                                    + ", " + answers.get("where", ROOTS).getFirst().uri());
                        }),
                Tool.named("rounds").description("Asks twice, one after the other.")
                        .parameters(Parameter.string("salt", "Anything").optional())
                        .handler((arguments, context) -> {
                            String first = context.ask("first", FORM).content().path("name").asText();
                            String second = context.ask("second", FORM).content().path("name").asText();
                            return ToolResult.text(first + " and " + second);
                        }),
                Tool.named("mirrored").description("Has parameters in headers.")
                        .parameters(REGION, COUNT, FLAG)
                        .handler((arguments, context) -> ToolResult.text(arguments.get(REGION)
                                + " " + arguments.get(COUNT) + " " + arguments.get(FLAG))));
    }

    private static <A> Tool asking(String name, Question<A> question) {
        return Tool.named(name).description("Asks.")
                .handler((arguments, context) -> ToolResult.text(context.ask("it", question).toString()));
    }

    /** Waits for an answer over HTTP that never comes. */
    private ToolResult await(Context context) throws InterruptedException, IOException {
        Thread acceptor = Thread.startVirtualThread(this::swallow);
        URLConnection connection =
                URI.create("http://127.0.0.1:" + silence.getLocalPort()).toURL().openConnection();
        waiting.add(Thread.currentThread());
        try {
            connection.getInputStream().close();
            return ToolResult.text("an answer came");
        } catch (IOException e) {
            long end = System.nanoTime();
            boolean isInterrupted = Thread.interrupted();
            ends.add(new End(isInterrupted, context.isCancelled(), acceptor.join(PATIENCE), end));
            throw new ToolException("The other side did not answer.", e);
        }
    }

    /** Takes one connection and answers nothing; ends when the other side closes it. */
    private void swallow() {
        try (Socket socket = silence.accept()) {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Closed by the other side, too.
        }
    }

    private Resource motto() {
        return Resource.at("test://motto")
                .description("A motto that never changes.")
                .reader(context -> ResourceContent.text("test://motto", "text/plain", "onwards"));
    }

    private ResourceTemplate note() {
        return ResourceTemplate.of("note://{name}")
                .description("A note.")
                .watch(variables -> {
                    askers.add(Thread.currentThread());
                    return Optional.ofNullable(notes.get(variables.get("name")));
                })
                .reader((uri, variables, context) -> Optional.ofNullable(notes.get(variables.get("name")))
                        .map(text -> ResourceContent.text(uri, "text/plain", text)));
    }

    private static Prompt greeting() {
        return Prompt.named("greeting")
                .description("Greets whoever it is.")
                .writer((arguments, context) -> List.of(PromptMessage.user(
                        "Hello " + context.ask("it", FORM).content().path("name").asText())));
    }
}
