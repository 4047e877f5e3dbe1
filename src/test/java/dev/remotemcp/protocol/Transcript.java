package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A conversation written down in a text file, for people to read:
 *
 * <pre>
 * # why this conversation is worth a test
 *
 * &gt; Header: value            each header of a request, if any
 * {"jsonrpc": "2.0", …}      its body, on one or more lines
 * &lt; result                   how it went: result, batch, accepted, or the stage at which it failed
 * {"jsonrpc": "2.0", …}      what came back; "*" stands for anything, $META and $SERVER for what modern messages repeat
 * ~ {"jsonrpc": "2.0", …}    a message that came before it
 * </pre>
 *
 * An empty line ends an exchange.
 */
record Transcript(String name, List<Turn> turns) {

    /** One request and what came of it. */
    record Turn(int line, Map<String, String> headers, String body, String outcome, List<String> notifications, String answer) {
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String META = """
            {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}""";
    private static final String SERVER = """
            {"io.modelcontextprotocol/serverInfo": {"name": "example", "title": "Example", "version": "1.0"}}""";

    static Transcript read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            List<Turn> turns = new ArrayList<>();
            int start = 0;
            for (int end = 0; end <= lines.size(); end++) {
                if (end == lines.size() || lines.get(end).isBlank()) {
                    List<String> block = lines.subList(start, end).stream().filter(line -> !line.startsWith("#")).toList();
                    if (!block.isEmpty()) {
                        turns.add(turn(start + 1, block));
                    }
                    start = end + 1;
                }
            }
            return new Transcript(file.getFileName().toString(), turns);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Turn turn(int line, List<String> block) {
        Map<String, String> headers = new HashMap<>();
        List<String> body = new ArrayList<>();
        List<String> notifications = new ArrayList<>();
        List<String> answer = new ArrayList<>();
        String outcome = "";
        for (String text : block) {
            if (text.startsWith("> ")) {
                String[] header = text.substring(2).split(":", 2);
                headers.put(header[0], header[1].strip());
            } else if (text.startsWith("< ")) {
                outcome = text.substring(2).strip();
            } else if (text.startsWith("~ ")) {
                notifications.add(text.substring(2));
            } else if (outcome.isEmpty()) {
                body.add(text);
            } else {
                answer.add(text);
            }
        }
        if (outcome.isEmpty()) {
            throw new IllegalArgumentException("line " + line + ": the exchange has no '< …'");
        }
        return new Turn(line, headers, expanded(body), outcome, List.copyOf(notifications), expanded(answer));
    }

    private static String expanded(List<String> lines) {
        return lines.stream().collect(Collectors.joining("\n")).replace("$META", META).replace("$SERVER", SERVER);
    }
}
