package dev.remotemcp.http;

import dev.remotemcp.json.Json;
import dev.remotemcp.json.JsonBody;
import dev.remotemcp.json.Utf8Text;
import dev.remotemcp.protocol.Cancellation;
import dev.remotemcp.protocol.Channel;
import dev.remotemcp.protocol.Exchange;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.protocol.Reply;
import dev.remotemcp.time.Deadline;
import dev.remotemcp.time.Pulse;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The MCP endpoint: POST carries one message each, everything else is refused. Origin, key and media types are checked
 * here, so that what reaches {@link McpServer} may be answered.
 */
public final class McpEndpoint implements HttpService {

    /** The endpoint's own path, and the one that users of the Azure Functions MCP extension know. */
    public static final List<String> PATHS = List.of("/mcp", "/runtime/webhooks/mcp");

    private static final String ALLOW = "POST, OPTIONS";
    private static final HeaderName KEY_HEADER = HeaderNames.create(AccessKeys.HEADER);
    private static final HeaderName SESSION_HEADER = HeaderNames.create("MCP-Session-Id");

    /** How long the body of a request may take to arrive. */
    private static final Duration BODY_PATIENCE = Duration.ofSeconds(60);

    /** How long it may take when nobody wants it. */
    private static final Duration REFUSED_BODY_PATIENCE = Duration.ofSeconds(10);

    /** In bytes. Below, a copy costs less than the calls of the system that further writes are. */
    private static final int LONG_ANSWER = 128 * 1024;

    private final McpServer server;
    private final AllowedOrigins origins;
    private final AccessKeys keys;
    private final int maxBody;
    private final boolean isStreaming;
    private final Pulse pulse = new Pulse(Duration.ofSeconds(2));

    /**
     * @param maxBody     the largest body in bytes
     * @param isStreaming whether answers may be event streams; without, notifications are dropped
     */
    public McpEndpoint(
            McpServer server, AllowedOrigins origins, AccessKeys keys, int maxBody, boolean isStreaming) {
        this.server = server;
        this.origins = origins;
        this.keys = keys;
        this.maxBody = maxBody;
        this.isStreaming = isStreaming;
    }

    /** The size of a body from which on the web server should cut the connection; below it the endpoint answers. */
    public static long maxPayload(int maxBody) {
        return maxBody + RequestBody.MAX_DISCARDED;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/", this::handle);
    }

    @Override
    public void afterStop() {
        pulse.close();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        Optional<String> origin = header(request, HeaderNames.ORIGIN);
        if (origin.isPresent() && !origins.allow(origin.get())) {
            reject(request, response, new Rejection(Status.FORBIDDEN_403, "The origin " + origin.get()
                    + " may not call this server; the setting MCP_ALLOWED_ORIGINS lists further origins"));
            return;
        }
        response.header(HeaderNames.VARY, "Origin");
        origin.ifPresent(allowed -> response
                .header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowed)
                .header(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, SESSION_HEADER.defaultCase()));
        Method method = request.prologue().method();
        if (method.equals(Method.OPTIONS)) {
            preflight(request, response);
        } else if (!method.equals(Method.POST)) {
            // GET included: there is no stream apart from the answer to a call, and 405 is how clients learn that.
            response.header(HeaderNames.ALLOW, ALLOW);
            reject(request, response, new Rejection(Status.METHOD_NOT_ALLOWED_405, "This endpoint takes POST only"));
        } else {
            objection(request).ifPresentOrElse(
                    rejection -> reject(request, response, rejection),
                    () -> post(request, response));
        }
    }

    /** What a browser asks before a page of an allowed origin may call. It carries no key. */
    private void preflight(ServerRequest request, ServerResponse response) {
        response.status(Status.NO_CONTENT_204)
                .header(HeaderNames.ALLOW, ALLOW)
                .header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST")
                .header(HeaderNames.ACCESS_CONTROL_MAX_AGE, "7200");
        // Echoed because tools may name headers of their own (x-mcp-header).
        header(request, HeaderNames.ACCESS_CONTROL_REQUEST_HEADERS)
                .ifPresent(names -> response.header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, names));
        response.send();
    }

    private Optional<Rejection> objection(ServerRequest request) {
        if (!keys.admit(header(request, KEY_HEADER), request.query().first(AccessKeys.QUERY).asOptional())) {
            return Optional.of(new Rejection(Status.UNAUTHORIZED_401,
                    "A valid key is needed in the header x-functions-key or the query parameter code"));
        }
        if (!MediaTypes.isJson(header(request, HeaderNames.CONTENT_TYPE))) {
            return Optional.of(new Rejection(Status.UNSUPPORTED_MEDIA_TYPE_415,
                    "The Content-Type must be application/json"));
        }
        Optional<String> accept = header(request, HeaderNames.ACCEPT);
        if (!MediaTypes.accepts(accept, MediaTypes.JSON) && !MediaTypes.accepts(accept, MediaTypes.EVENT_STREAM)) {
            return Optional.of(new Rejection(Status.NOT_ACCEPTABLE_406,
                    "Accept must list application/json and text/event-stream"));
        }
        return Optional.empty();
    }

    private void post(ServerRequest request, ServerResponse response) {
        switch (Deadline.bounded(pulse, BODY_PATIENCE, () -> RequestBody.read(request, maxBody))) {
            case RequestBody.Complete(var json) -> answer(request, json, response);
            case RequestBody.TooLarge(var rest) -> {
                refuse(request, response, new Rejection(
                        Status.REQUEST_ENTITY_TOO_LARGE_413, "The body is larger than " + maxBody + " bytes"));
                discard(request, rest);
            }
            case RequestBody.Malformed() -> refuse(request, response, new Rejection(
                    Status.BAD_REQUEST_400, "The body is malformed or ended before its announced length"));
        }
    }

    private void answer(ServerRequest request, JsonBody body, ServerResponse response) {
        Cancellation cancellation = new Cancellation();
        SseChannel stream = new SseChannel(response, cancellation, pulse.interval());
        boolean streams = isStreaming && MediaTypes.accepts(header(request, HeaderNames.ACCEPT), MediaTypes.EVENT_STREAM);
        Runnable check = stream::keepAlive;
        if (streams) {
            pulse.add(check);
        }
        Reply reply;
        boolean isOpen;
        try {
            reply = server.handle(
                    new Exchange(headers(request), body), streams ? stream : Channel.NONE, cancellation);
        } finally {
            pulse.remove(check);
            isOpen = stream.end();
        }
        switch (reply) {
            case Reply.Accepted() when isOpen -> stream.finish();
            case Reply.Accepted() -> response.status(Status.ACCEPTED_202).send();
            case Reply.Abandoned() when streams -> stream.finish();
            case Reply.Abandoned() -> response.status(Status.ACCEPTED_202).send();
            case Reply.Answer answer when isOpen -> stream.finish(answer.toJson());
            case Reply.Answer answer -> {
                if (answer instanceof Reply.Result result && !result.sessionId().isEmpty()) {
                    response.header(SESSION_HEADER, result.sessionId());
                }
                send(response, status(answer), Json.utf8(answer.toJson()));
            }
        }
    }

    private static Status status(Reply.Answer answer) {
        return switch (answer) {
            case Reply.Result _, Reply.Batch _ -> Status.OK_200;
            case Reply.Failure failure -> switch (failure.stage()) {
                case ENVELOPE -> Status.BAD_REQUEST_400;
                case ROUTING -> Status.NOT_FOUND_404;
                case METHOD -> Status.OK_200;
            };
        };
    }

    private static Map<String, String> headers(ServerRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : request.headers()) {
            headers.put(header.name(), String.join(", ", header.allValues()));
        }
        return headers;
    }

    private static Optional<String> header(ServerRequest request, HeaderName name) {
        return request.headers().contains(name)
                ? Optional.of(String.join(", ", request.headers().get(name).allValues()))
                : Optional.empty();
    }

    /** Refuses a request whose body nobody has looked at. */
    private void reject(ServerRequest request, ServerResponse response, Rejection rejection) {
        discard(request, request.content()::inputStream);
        refuse(request, response, rejection);
    }

    /** Lets a client that sends before it listens come to its end. */
    private void discard(ServerRequest request, Supplier<InputStream> rest) {
        Deadline.bounded(pulse, REFUSED_BODY_PATIENCE, () -> {
            RequestBody.discard(request, rest);
            return true;
        });
    }

    private static void refuse(ServerRequest request, ServerResponse response, Rejection rejection) {
        if (request.content().hasEntity() && !request.content().consumed()) {
            // What is left of the body would be taken for the next request.
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (request.prologue().method().equals(Method.HEAD)) {
            response.status(rejection.status()).send();
        } else {
            send(response, rejection.status(), rejection.body());
        }
    }

    /**
     * A short answer in one write, head and body, for which a copy is made of it; a long one part by part. Nothing waits
     * for a delayed acknowledgement either way, as Content-Length is known.
     */
    private static void send(ServerResponse response, Status status, Utf8Text json) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, MediaTypes.JSON);
        if (json.size() <= LONG_ANSWER) {
            response.send(json.bytes());
            return;
        }
        response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(json.size()));
        try (OutputStream out = response.outputStream()) {
            json.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
