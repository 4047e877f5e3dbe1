import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.remotemcp.json.Json;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;

/** A client that does as little as possible: one connection, requests that are bytes already. */
final class Connection implements AutoCloseable {

    private static final int TAIL = 64;

    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The bytes of a request that calls a tool of snippets. */
    static byte[] call(String tool, String name, String content) {
        var message = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
        message.putObject("params").put("name", tool).putObject("arguments")
                .put("snippetname", name).put("snippet", content);
        byte[] body = Json.bytes(message);
        byte[] head = String.join("\r\n", List.of("POST /mcp HTTP/1.1", "Host: localhost",
                "Content-Type: application/json", "Accept: application/json", "Content-Length: " + body.length, "", ""))
                .getBytes(US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** @throws IOException also for an answer that the call failed */
    void exchange(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        if (!line().startsWith("HTTP/1.1 200")) {
            throw new IOException("refused");
        }
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        byte[] body = new byte[length];
        in.readNBytes(body, 0, length);
        // It stands at the end.
        String tail = new String(body, Math.max(0, length - TAIL), Math.min(length, TAIL), US_ASCII);
        if (tail.contains("\"isError\":true")) {
            throw new IOException("failed");
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
