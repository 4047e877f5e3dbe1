package dev.remotemcp.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * What the web server itself answers when a request reaches no route: too large, malformed, no such path. The answers
 * look like those of the endpoint and say nothing of the inside.
 */
public final class ErrorResponses implements DirectHandler {

    private static final Logger LOGGER = System.getLogger(ErrorResponses.class.getName());

    private ErrorResponses() {
    }

    public static DirectHandlers handlers() {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            handlers.addHandler(type, new ErrorResponses());
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status defaultStatus,
            ServerResponseHeaders headers,
            Throwable thrown,
            Logger logger) {
        Status status = status(request, event, defaultStatus);
        if (status.code() == Status.INTERNAL_SERVER_ERROR_500.code()) {
            // Without its message, which may quote what the client sent.
            LOGGER.log(Level.ERROR, "a request failed with " + thrown.getClass().getName()
                    + Optional.ofNullable(thrown.getCause()).map(cause -> ", " + cause.getClass().getName()).orElse(""));
        }
        return respond(request, status, headers);
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType event,
            Status defaultStatus,
            ServerResponseHeaders headers,
            String message) {
        return respond(request, status(request, event, defaultStatus), headers);
    }

    /**
     * The server reports what it cannot even parse as an internal error. There is no path then, so nothing of ours was
     * running: the fault is the client's. So is an old version of HTTP.
     */
    private static Status status(TransportRequest request, EventType event, Status defaultStatus) {
        boolean unparsed = event == EventType.INTERNAL_ERROR && request.path().isEmpty();
        if (unparsed) {
            return Status.BAD_REQUEST_400;
        }
        return defaultStatus.code() == 505 ? Status.create(426, "Upgrade Required") : defaultStatus;
    }

    private static TransportResponse respond(TransportRequest request, Status status, ServerResponseHeaders headers) {
        Rejection rejection = switch (status.code()) {
            case 404 -> new Rejection(status, "There is nothing here; the MCP endpoint is " + McpEndpoint.PATHS.getFirst());
            case 413 -> new Rejection(status, "The body is far larger than this server accepts");
            case 426 -> new Rejection(status, "This server speaks HTTP/1.1");
            default -> new Rejection(status, status.reasonPhrase());
        };
        TransportResponse.Builder response = TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, MediaTypes.JSON);
        if (request.headers().containsToken(HeaderValues.EXPECT_100)) {
            // The body that the client held back would be taken for the next request.
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        return request.method().equals("HEAD") ? response.build() : response.entity(rejection.body().bytes()).build();
    }
}
