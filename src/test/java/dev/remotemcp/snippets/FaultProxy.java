package dev.remotemcp.snippets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/** Stands in front of a storage service, passes requests on, and fails as it is told: byte by byte, one request at a time. */
public final class FaultProxy implements AutoCloseable {

    /** What becomes of one request. */
    @FunctionalInterface
    public interface Fault {
        void strike(Connection connection) throws IOException;
    }

    /** Nothing: the request goes on and the answer comes back. */
    public static final Fault NONE = connection -> connection.answer(connection.forward());

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)");
    private static final int RESET = 0;

    private final int target;
    private final ServerSocketFactory servers;
    private final SocketFactory sockets;
    private final Queue<Fault> next = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Fault otherwise = NONE;
    private volatile ServerSocket listening;

    private FaultProxy(int target, ServerSocketFactory servers, SocketFactory sockets) {
        this.target = target;
        this.servers = servers;
        this.sockets = sockets;
        this.listening = listen(0);
    }

    /** In front of a plain port of this machine. */
    public static FaultProxy to(int port) {
        return new FaultProxy(port, ServerSocketFactory.getDefault(), SocketFactory.getDefault());
    }

    /** In front of a TLS port of this machine, and with TLS itself. */
    public static FaultProxy to(int port, SSLContext tls) {
        return new FaultProxy(port, tls.getServerSocketFactory(), tls.getSocketFactory());
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** The next requests meet these faults, one each; those after them the one of {@link #always}. */
    public void next(Fault... faults) {
        next.addAll(List.of(faults));
    }

    public void always(Fault fault) {
        otherwise = fault;
    }

    /** The first lines of all requests since the last call of {@link #forget}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Forgets all requests and faults. */
    public void forget() {
        requests.clear();
        next.clear();
        otherwise = NONE;
    }

    /** Nobody listens any more. */
    public void refuse() {
        close();
    }

    /** Listens again, on the same port. */
    public void accept() {
        listening = listen(port());
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer of the service's own making. */
    public static Fault error(int status, String code, String... headers) {
        return connection -> {
            connection.readBody();
            String body = "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>".formatted(code);
            boolean hasBody = !connection.head.startsWith("HEAD ");
            connection.answer(("HTTP/1.1 %d Fault\r\nConnection: close\r\nx-ms-error-code: %s\r\n"
                    + "Content-Type: application/xml\r\n%sContent-Length: %d\r\n\r\n%s").formatted(
                            status, code, Arrays.stream(headers).reduce("", (all, header) -> all + header + "\r\n"),
                            body.length(), hasBody ? body : "").getBytes(ISO_8859_1));
        };
    }

    /** Resets the connection when half of the request's body is there. */
    public static Fault resetInRequest() {
        return connection -> {
            connection.readHalfOfBody();
            connection.socket.setSoLinger(true, RESET);
        };
    }

    /** Does what is asked for and resets the connection instead of telling. */
    public static Fault loseAnswer() {
        return connection -> {
            connection.forward();
            connection.socket.setSoLinger(true, RESET);
        };
    }

    /** Ends the connection after half of the answer's body. */
    public static Fault halfAnswer() {
        return connection -> {
            byte[] answer = connection.forward();
            int body = head(answer).length();
            connection.answer(Arrays.copyOf(answer, body + (answer.length - body) / 2));
        };
    }

    /** Says nothing for a while, and then passes on. */
    public static Fault silence(Duration time) {
        return connection -> {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            NONE.strike(connection);
        };
    }

    /** Passes on, but nothing of the answer's body. */
    public static Fault silenceInAnswer(Duration time) {
        return connection -> {
            byte[] answer = connection.forward();
            connection.answer(Arrays.copyOf(answer, head(answer).length()));
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
    }

    private ServerSocket listen(int port) {
        try {
            ServerSocket socket = servers.createServerSocket(port, 100, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> serve(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket socket = from.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // Closed: nobody is served any more.
            }
        }
    }

    private void serve(Socket socket) {
        open.add(socket);
        try (socket) {
            String head = head(socket.getInputStream());
            requests.add(head.substring(0, head.indexOf("\r\n")));
            Optional.ofNullable(next.poll()).orElse(otherwise).strike(new Connection(socket, head));
        } catch (IOException _) {
            // Whoever asked has gone, as after a time limit.
        } finally {
            open.remove(socket);
        }
    }

    private static String head(byte[] answer) {
        String text = new String(answer, ISO_8859_1);
        return text.substring(0, text.indexOf("\r\n\r\n") + 4);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** One request, whose body has not been read. */
    public final class Connection {

        private final Socket socket;
        private final String head;

        private Connection(Socket socket, String head) {
            this.socket = socket;
            this.head = head;
        }

        private int length() {
            Matcher length = LENGTH.matcher(head);
            return length.find() ? Integer.parseInt(length.group(1)) : 0;
        }

        private byte[] readBody() throws IOException {
            return socket.getInputStream().readNBytes(length());
        }

        private void readHalfOfBody() throws IOException {
            socket.getInputStream().readNBytes(length() / 2);
        }

        /** The whole answer of the service. */
        private byte[] forward() throws IOException {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.replaceFirst("\r\n", "\r\nConnection: close\r\n")
                    .replaceFirst("(?im)^connection: (keep-alive|upgrade.*)\r\n", "").getBytes(ISO_8859_1));
            request.writeBytes(readBody());
            try (Socket service = sockets.createSocket(InetAddress.getLoopbackAddress(), target)) {
                service.getOutputStream().write(request.toByteArray());
                return service.getInputStream().readAllBytes();
            }
        }

        private void answer(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }
    }
}
