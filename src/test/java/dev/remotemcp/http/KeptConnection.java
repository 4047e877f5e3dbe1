package dev.remotemcp.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.remotemcp.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A connection that is kept, on which each byte of an event stream can be seen as it comes. One request at a time: an
 * answer must be read to its end before the next one.
 */
final class KeptConnection implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;

    KeptConnection(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a POST and reads the head of what comes back. */
    Answer post(RpcRequest request) {
        send(request);
        return receive();
    }

    /** Opens a legacy session and returns its id. */
    String open(String capabilities) {
        Answer answer = post(RpcRequest.legacy("""
                {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",
                 "clientInfo":{"name":"test","version":"1"},"capabilities":%s}}""".formatted(capabilities)));
        answer.json();
        return answer.header("MCP-Session-Id");
    }

    void send(RpcRequest request) {
        byte[] body = Json.bytes(request.body());
        StringBuilder head = new StringBuilder("POST /mcp HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n");
        request.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        try {
            socket.getOutputStream().write(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The head of the answer to what was sent. */
    Answer receive() {
        try {
            String status = line();
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            return new Answer(Integer.parseInt(status.split(" ")[1]), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has closed the connection, and sent nothing before it did. */
    boolean isEnded() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The client goes away. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** What comes back, to be read as it comes. */
    final class Answer {

        private static final String EVENT = "event: message\ndata: ";

        private final int status;
        private final Map<String, String> headers;
        private String unread = "";
        private boolean ended;

        private Answer(int status, Map<String, String> headers) {
            this.status = status;
            this.headers = headers;
        }

        int status() {
            return status;
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        boolean isStream() {
            return header("Content-Type").equals("text/event-stream");
        }

        /** The body of an answer that is one JSON document. */
        JsonNode json() {
            if (isStream()) {
                throw new AssertionError("a stream and no document: " + rest());
            }
            try {
                return parse(new String(in.readNBytes(Integer.parseInt(header("Content-Length"))), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next block up to its blank line, comments included; empty when the stream has come to its proper end. */
        Optional<String> block() {
            while (!unread.contains("\n\n")) {
                Optional<String> chunk = chunk();
                if (chunk.isEmpty()) {
                    if (!unread.isEmpty()) {
                        throw new AssertionError("the stream ended in the middle of a block: " + unread);
                    }
                    return Optional.empty();
                }
                unread += chunk.get();
            }
            int end = unread.indexOf("\n\n") + 2;
            String block = unread.substring(0, end);
            unread = unread.substring(end);
            return Optional.of(block);
        }

        /** The message of the next event; comments are passed over. */
        Optional<JsonNode> message() {
            Optional<String> block = block();
            while (block.isPresent() && block.get().equals(":\n\n")) {
                block = block();
            }
            return block.map(event -> {
                if (!event.startsWith(EVENT) || event.indexOf('\n', EVENT.length()) != event.length() - 2) {
                    throw new AssertionError("not the framing of one message: " + event);
                }
                return parse(event.substring(EVENT.length()));
            });
        }

        JsonNode nextMessage() {
            return message().orElseThrow(() -> new AssertionError("the stream ended"));
        }

        /** All messages up to the end of the stream. */
        List<JsonNode> rest() {
            List<JsonNode> messages = new ArrayList<>();
            for (Optional<JsonNode> next = message(); next.isPresent(); next = message()) {
                messages.add(next.get());
            }
            return messages;
        }

        /** The JSON-RPC answer, however it comes. */
        JsonNode last() {
            return isStream() ? rest().getLast() : json();
        }

        private Optional<String> chunk() {
            // An empty body has no chunks but a length.
            if (ended || header("Content-Length").equals("0")) {
                return Optional.empty();
            }
            try {
                int length = Integer.parseInt(line(), 16);
                String chunk = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                if (!line().isEmpty()) {
                    throw new AssertionError("a chunk is longer than it says");
                }
                ended = length == 0;
                return ended ? Optional.empty() : Optional.of(chunk);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static JsonNode parse(String json) {
            try {
                return Json.parse(json);
            } catch (JsonProcessingException e) {
                throw new AssertionError("not JSON: " + json, e);
            }
        }
    }
}
