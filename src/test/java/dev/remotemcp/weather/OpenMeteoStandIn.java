package dev.remotemcp.weather;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A local Open-Meteo for tests: both of its services at one address, over bare sockets so that it can misbehave in
 * every way that a server can. It knows Seattle, where it is 12.3 °C, until it is told otherwise.
 */
public final class OpenMeteoStandIn implements AutoCloseable {

    /** A hit of the search for places. */
    public static final String SEATTLE = """
            {"id":5809844,"name":"Seattle","latitude":47.60621,"longitude":-122.33207,"country_code":"US",
             "admin1":"Washington","country":"United States"}""";
    /** The part {@code current} of a forecast. */
    public static final String MILD = """
            {"time":"2026-11-22T19:15","interval":900,"temperature_2m":12.3,"relative_humidity_2m":81,
             "wind_speed_10m":12.2,"wind_direction_10m":25,"weather_code":2}""";

    private final ServerSocket server;
    private final Map<String, String> places = new ConcurrentHashMap<>();
    private final Map<String, Answer> scripted = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    private final Thread acceptor = Thread.ofVirtual().name("open-meteo-stand-in").unstarted(this::accept);

    private OpenMeteoStandIn(ServerSocket server) {
        this.server = server;
    }

    /** Starts on a free port of the loopback address. */
    public static OpenMeteoStandIn start() throws IOException {
        OpenMeteoStandIn standIn = new OpenMeteoStandIn(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        standIn.knows("Seattle", SEATTLE);
        standIn.now(MILD);
        standIn.acceptor.start();
        return standIn;
    }

    /** The search for exactly this name finds these hits, the likeliest first. */
    public void knows(String name, String... hits) {
        places.put(name, "{\"results\":[" + String.join(",", hits) + "],\"generationtime_ms\":0.5}");
    }

    /** The forecast for any point has this part {@code current}. */
    public void now(String current) {
        forecast(Answer.json("""
                {"latitude":47.6,"longitude":-122.3,"generationtime_ms":0.1,"utc_offset_seconds":0,
                 "timezone":"GMT","timezone_abbreviation":"GMT","elevation":59.0,
                 "current_units":{"time":"iso8601","interval":"seconds","temperature_2m":"°C",
                 "relative_humidity_2m":"%","wind_speed_10m":"km/h","wind_direction_10m":"°",
                 "weather_code":"wmo code"},
                 "current":""" + current + "}"));
    }

    /** Every search is answered so. */
    public void geocoding(Answer answer) {
        scripted.put("/v1/search", answer);
    }

    /** Every forecast is answered so. */
    public void forecast(Answer answer) {
        scripted.put("/v1/forecast", answer);
    }

    /** The address of both services. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Settings that lead here. */
    public WeatherSettings settings(Duration timeout) {
        return new WeatherSettings(base(), base(), timeout);
    }

    /** What was asked so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** How many clients have not closed their connection. */
    public int openConnections() {
        return connections.size();
    }

    /** Ends all connections; when it returns, new ones are refused. */
    @Override
    public void close() throws IOException {
        server.close();
        // The operating system takes connections as long as a thread waits for them.
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException e) {
                // The server was closed, or the client has gone already.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            Request request = Request.read(in);
            requests.add(request);
            answer(request).send(connection);
            connection.shutdownOutput();
            while (in.read() != -1) {
                // The client sends nothing more: this waits for its end of the connection.
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, which is for the test to notice.
        } finally {
            connections.remove(connection);
        }
    }

    private Answer answer(Request request) {
        for (Map.Entry<String, Answer> entry : scripted.entrySet()) {
            if (request.path().endsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        if (request.path().endsWith("/v1/search")) {
            return Answer.json(places.getOrDefault(
                    request.parameters().getOrDefault("name", ""), "{\"generationtime_ms\":0.5}"));
        }
        return Answer.status(404, "{\"error\":true,\"reason\":\"Not Found\"}");
    }

    /**
     * A request as it came.
     *
     * @param line the request line
     * @param path decoded, without the query
     * @param parameters of the query, decoded
     * @param headers by name in lower case
     */
    public record Request(String line, String path, Map<String, String> parameters, Map<String, String> headers) {

        private static Request read(BufferedReader in) throws IOException {
            String line = in.readLine();
            if (line == null || !line.matches("GET /\\S* HTTP/1\\.1")) {
                throw new ProtocolException("Not a request that Open-Meteo would answer: " + line);
            }
            String[] target = line.split(" ")[1].split("\\?", 2);
            Map<String, String> parameters = new LinkedHashMap<>();
            if (target.length == 2) {
                for (String pair : target[1].split("&")) {
                    String[] parts = pair.split("=", 2);
                    parameters.put(decoded(parts[0]), decoded(parts[1]));
                }
            }
            Map<String, String> headers = new LinkedHashMap<>();
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                String[] parts = header.split(":", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
            }
            return new Request(line, decoded(target[0]), Map.copyOf(parameters), Map.copyOf(headers));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    /** Sends an answer; the connection is closed after it. */
    @FunctionalInterface
    public interface Answer {
        void send(Socket connection) throws IOException, InterruptedException;

        static Answer json(String body) {
            return status(200, body);
        }

        static Answer status(int status, String body) {
            return bytes(head(status, "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length) + body);
        }

        /** Exactly this, be it HTTP or not. */
        static Answer bytes(String answer) {
            return connection -> connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        }

        /** Nothing at all until the client goes. */
        static Answer silence() {
            return Answer::stall;
        }

        /** This much, and then nothing until the client goes. */
        static Answer stalledAfter(String beginning) {
            return connection -> {
                bytes(beginning).send(connection);
                stall(connection);
            };
        }

        /** The answer after a delay, unless the client goes before. */
        static Answer late(Duration delay, Answer answer) {
            return connection -> {
                connection.setSoTimeout((int) delay.toMillis());
                try {
                    stall(connection);
                } catch (SocketTimeoutException e) {
                    connection.setSoTimeout(0);
                    answer.send(connection);
                }
            };
        }

        /** The beginning, then the filler again and again until the client goes. */
        static Answer endless(String beginning, String filler, Duration pause) {
            return connection -> {
                OutputStream out = connection.getOutputStream();
                out.write(beginning.getBytes(StandardCharsets.UTF_8));
                while (true) {
                    out.write(filler.getBytes(StandardCharsets.UTF_8));
                    Thread.sleep(pause);
                }
            };
        }

        /** Ends the connection with a reset. */
        static Answer reset() {
            return connection -> {
                connection.setSoLinger(true, 0);
                connection.close();
            };
        }

        static String head(int status, String header) {
            return "HTTP/1.1 " + status + " Answer\r\nContent-Type: application/json; charset=utf-8\r\n"
                    + header + "\r\n\r\n";
        }

        private static void stall(Socket connection) throws IOException {
            while (connection.getInputStream().read() != -1) {
                // Waits.
            }
        }
    }
}
