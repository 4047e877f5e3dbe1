package dev.remotemcp.weather;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.remotemcp.weather.LookupException.Reason;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webclient.api.ConnectionKey;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.api.TcpClientConnection;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.api.WebClientConfig;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Gets JSON from one service, each time over a connection of its own.
 *
 * <p>Connections are not kept alive. With Helidon 4.5.0 a request that meets the server's closing of an idle
 * connection fails (measured: one in five at the server's idle limit), connections that the server has closed leave
 * their sockets open, and a thread polls every idle connection ten times a second. A lookup is rare and crosses the
 * internet; two more handshakes are the smaller price. Owning the connection also makes sure that it ends with the
 * call, whatever became of it.
 */
final class JsonClient {

    private static final int MAX_ANSWER_BYTES = 1024 * 1024;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Tls NO_TLS = Tls.builder().enabled(false).build();

    private final String service;
    private final URI base;
    private final WebClient webClient;

    JsonClient(String service, URI base, Duration timeout) {
        this.service = service;
        this.base = base;
        this.webClient = WebClient.builder()
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .followRedirects(false)
                .build();
    }

    /** The JSON object at the path; the calling thread, if virtual, ends the call when it is interrupted. */
    JsonNode get(String path, Map<String, String> query) throws LookupException {
        byte[] body;
        try (BoundedConnection connection = connect()) {
            body = exchange(connection, path, query);
        } catch (UncheckedIOException e) {
            Reason reason = e.getCause() instanceof SocketTimeoutException ? Reason.SLOW : Reason.UNREACHABLE;
            throw failure(reason, e.getCause().toString());
        } catch (DataReader.InsufficientDataAvailableException e) {
            throw failure(Reason.UNREACHABLE, "connection closed before the end of the answer");
        } catch (BoundedConnection.TooLargeException e) {
            throw failure(Reason.UNREADABLE, "answer larger than " + MAX_ANSWER_BYTES + " bytes");
        } catch (RuntimeException e) {
            // Helidon has many exceptions for what is not HTTP; their messages may quote the request.
            throw failure(Reason.UNREADABLE, "no HTTP answer: " + e.getClass().getSimpleName());
        }
        return object(body);
    }

    /** An answer that is JSON and yet not what it should be; the detail goes to the log. */
    LookupException unreadable(String detail) {
        return failure(Reason.UNREADABLE, detail);
    }

    private byte[] exchange(BoundedConnection connection, String path, Map<String, String> query)
            throws LookupException {
        var request = webClient.client(Http1Client.PROTOCOL)
                .get()
                .uri(base)
                .path(path)
                .connection(connection)
                .header(HeaderValues.CONNECTION_CLOSE)
                .header(HeaderValues.ACCEPT_JSON);
        query.forEach(request::queryParam);
        try (Http1ClientResponse response = request.request()) {
            int status = response.status().code();
            if (status == 429) {
                throw failure(Reason.BUSY, "HTTP 429");
            }
            if (status != 200) {
                throw failure(Reason.FAILED, "HTTP " + status);
            }
            return body(response);
        }
    }

    private static byte[] body(Http1ClientResponse response) {
        boolean endsWithConnection = !response.headers().contains(HeaderNames.CONTENT_LENGTH)
                && !response.headers().contains(HeaderNames.TRANSFER_ENCODING);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            // Not closed: closing Helidon's stream early would read on.
            response.entity().inputStream().transferTo(body);
        } catch (DataReader.InsufficientDataAvailableException e) {
            // Helidon reports the end of a connection as an error even where it ends the body (RFC 9112, section 6.3).
            if (!endsWithConnection) {
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    private JsonNode object(byte[] body) throws LookupException {
        JsonNode tree;
        try {
            tree = JSON.readTree(body);
        } catch (JacksonException e) {
            throw unreadable("not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!tree.isObject()) {
            throw unreadable("not a JSON object");
        }
        return tree;
    }

    private BoundedConnection connect() throws LookupException {
        WebClientConfig config = webClient.prototype();
        boolean https = base.getScheme().equalsIgnoreCase("https");
        int port = base.getPort() != -1 ? base.getPort() : https ? 443 : 80;
        ConnectionKey key = ConnectionKey.create(base.getScheme(), base.getHost(), port, https ? config.tls() : NO_TLS,
                config.dnsResolver(), config.dnsAddressLookup(), Proxy.noProxy());
        TcpClientConnection connection = TcpClientConnection.create(
                webClient, key, List.of(Http1Client.PROTOCOL_ID), ended -> false, ended -> { });
        try {
            return new BoundedConnection(connection.connect(), MAX_ANSWER_BYTES);
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // Helidon's resolver of names has no exception of its own for an unknown host.
            throw failure(Reason.UNREACHABLE, "no connection to " + base.getHost());
        }
    }

    private LookupException failure(Reason reason, String detail) {
        return new LookupException(reason, service + ": " + detail);
    }
}
