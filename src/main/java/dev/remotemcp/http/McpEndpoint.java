package dev.remotemcp.http;

import dev.remotemcp.protocol.Channel;
import dev.remotemcp.protocol.Exchange;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.protocol.Reply;
import dev.remotemcp.protocol.jsonrpc.Json;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The MCP endpoint: POST carries one message each, everything else is refused. Origin, key and media types are checked
 * here, so that what reaches {@link McpServer} may be answered.
 */
public final class McpEndpoint implements HttpService {

    /** The endpoint's own path, and the one that users of the Azure Functions MCP extension know. */
    public static final List<String> PATHS = List.of("/mcp", "/runtime/webhooks/mcp");

    private static final String ALLOW = "POST, OPTIONS";
    private static final HeaderName KEY_HEADER = HeaderNames.create(AccessKeys.HEADER);

    private final McpServer server;
    private final AllowedOrigins origins;
    private final AccessKeys keys;

    public McpEndpoint(McpServer server, AllowedOrigins origins, AccessKeys keys) {
        this.server = server;
        this.origins = origins;
        this.keys = keys;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.any("/", this::handle);
    }

    private void handle(ServerRequest request, ServerResponse response) {
        Optional<String> origin = header(request, HeaderNames.ORIGIN);
        if (origin.isPresent() && !origins.allow(origin.get())) {
            reject(response, new Rejection(Status.FORBIDDEN_403, "The origin " + origin.get() + " may not call this "
                    + "server; the setting MCP_ALLOWED_ORIGINS lists further origins"));
            return;
        }
        origin.ifPresent(allowed -> response
                .header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowed)
                .header(HeaderNames.VARY, "Origin"));
        Method method = request.prologue().method();
        if (method.equals(Method.OPTIONS)) {
            preflight(request, response);
        } else if (!method.equals(Method.POST)) {
            notAllowed(method, response);
        } else {
            refuse(request).ifPresentOrElse(
                    rejection -> reject(response, rejection),
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

    /** GET included: there is no stream apart from the answer to a call, and 405 is how clients learn that. */
    private void notAllowed(Method method, ServerResponse response) {
        response.header(HeaderNames.ALLOW, ALLOW);
        Rejection rejection = new Rejection(Status.METHOD_NOT_ALLOWED_405, "This endpoint takes POST only");
        if (method.equals(Method.HEAD)) {
            response.status(rejection.status()).send();
        } else {
            reject(response, rejection);
        }
    }

    private Optional<Rejection> refuse(ServerRequest request) {
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
        byte[] body;
        try {
            body = body(request);
        } catch (RuntimeException e) {
            // What is left of the body cannot be told from a next request.
            response.header(HeaderValues.CONNECTION_CLOSE);
            reject(response, unreadable(e));
            return;
        }
        SseChannel stream = new SseChannel(response);
        boolean streams = MediaTypes.accepts(header(request, HeaderNames.ACCEPT), MediaTypes.EVENT_STREAM);
        Reply reply = server.handle(new Exchange(headers(request), body), streams ? stream : Channel.NONE);
        switch (reply) {
            case Reply.Accepted() -> response.status(Status.ACCEPTED_202).send();
            case Reply.Answer answer when stream.isOpen() -> stream.finish(answer.toJson());
            case Reply.Answer answer -> send(response, status(answer), Json.bytes(answer.toJson()));
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

    /** Whatever goes wrong while the body is read is the sender's doing: too much, too little, or broken chunks. */
    private static Rejection unreadable(RuntimeException e) {
        return e instanceof RequestException refused && refused.status().code() == 413
                ? Rejection.tooLarge()
                : new Rejection(Status.BAD_REQUEST_400, "The body is malformed or ended before its announced length");
    }

    private static byte[] body(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = request.content().inputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static void reject(ServerResponse response, Rejection rejection) {
        send(response, rejection.status(), rejection.body());
    }

    /** One write, so that Content-Length is known and nothing waits for a delayed acknowledgement. */
    private static void send(ServerResponse response, Status status, byte[] json) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, MediaTypes.JSON).send(json);
    }
}
