package dev.remotemcp.azure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/** Says what it was told to, to one request after the other, and remembers the requests. */
final class ScriptedServer implements AutoCloseable {

    /** What comes after a request on its connection; false ends the connection. */
    interface Line {
        boolean to(Socket client) throws IOException, InterruptedException;
    }

    /** @param connection the first one is 1 */
    record Request(int connection, String head, String body) {
    }

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)");

    private final Queue<Line> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ServerSocket listening;

    ScriptedServer(ServerSocketFactory sockets) {
        try {
            listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.submit(this::listen);
    }

    static Line answer(String answer) {
        return client -> {
            client.getOutputStream().write(answer.replace("\n", "\r\n").getBytes(ISO_8859_1));
            return true;
        };
    }

    /** The answer, and then the end of the connection. */
    static Line last(String answer) {
        return client -> {
            answer(answer).to(client);
            return false;
        };
    }

    static Line silence() {
        return _ -> {
            Thread.sleep(600_000);
            return false;
        };
    }

    ScriptedServer says(Line... lines) {
        script.addAll(List.of(lines));
        return this;
    }

    int port() {
        return listening.getLocalPort();
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    private Void listen() throws IOException {
        while (true) {
            Socket client = listening.accept();
            clients.add(client);
            int number = clients.size();
            threads.submit(() -> {
                try (client) {
                    serve(client, number);
                }
                return null;
            });
        }
    }

    private void serve(Socket client, int number) throws IOException, InterruptedException {
        InputStream in = client.getInputStream();
        boolean goesOn = true;
        while (goesOn) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                head.append((char) next);
            }
            Matcher length = LENGTH.matcher(head);
            String body = new String(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0), ISO_8859_1);
            requests.add(new Request(number, head.toString().replace("\r\n", "\n"), body));
            goesOn = script.remove().to(client);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            listening.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
