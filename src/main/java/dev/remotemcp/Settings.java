package dev.remotemcp;

import dev.remotemcp.snippets.SnippetStore;
import dev.remotemcp.snippets.StorageSettings;
import dev.remotemcp.weather.WeatherSettings;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code application.yaml} and the environment say. Each value is checked here or by the record of the package that
 * uses it; a wrong one is named with what would be right.
 */
record Settings(Server server, Protocol protocol, Access access, Snippets snippets, WeatherSettings weather) {

    /** @param maxBody bytes */
    record Server(String host, int port, int maxBody) {

        /** Whether other machines are kept out by the address itself. */
        boolean isLoopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("The setting server.host (HOST) is '" + host
                        + "'; it must be an address of this machine, such as 127.0.0.1 or 0.0.0.0", e);
            }
        }
    }

    /**
     * @param isStreaming   whether answers may be event streams
     * @param watchInterval how often a resource is asked for changes while somebody listens
     * @param stateSecret   signs what clients carry from one round of questions to the next; the same on all instances
     */
    record Protocol(boolean isStreaming, Duration watchInterval, byte[] stateSecret) {
    }

    /** @param isBehindFunctions whether the Azure Functions host checks keys before a request gets here */
    record Access(
            List<String> keys, boolean isAnonymousAllowed, List<String> allowedOrigins, boolean isBehindFunctions) {

        /** The keys that this server checks: none where the host in front has done it. */
        List<String> checkedKeys() {
            return isBehindFunctions ? List.of() : keys;
        }

        /** Without the keys. */
        @Override
        public String toString() {
            return "Access[" + keys.size() + " keys, isAnonymousAllowed=" + isAnonymousAllowed + ", allowedOrigins="
                    + allowedOrigins + ", isBehindFunctions=" + isBehindFunctions + "]";
        }
    }

    /** @param maxBytes bytes of UTF-8 */
    record Snippets(StorageSettings storage, int maxBytes) {
    }

    /** What fits into one array on every JVM. */
    private static final int LARGEST_ARRAY = 1_000_000_000;

    private static final String FUNCTIONS_PORT = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /** Environment variables and the settings that they override; of two for one setting, the later wins. */
    private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

    private static final List<String> OWN_PREFIXES = List.of("MCP_", "SNIPPETS_", "OPEN_METEO_", "WEATHER_");

    static {
        VARIABLES.put("PORT", "server.port");
        VARIABLES.put(FUNCTIONS_PORT, "server.port");
        VARIABLES.put("HOST", "server.host");
        VARIABLES.put("MCP_KEYS", "mcp.keys");
        VARIABLES.put("MCP_ALLOW_ANONYMOUS", "mcp.allow-anonymous");
        VARIABLES.put("MCP_ALLOWED_ORIGINS", "mcp.allowed-origins");
        VARIABLES.put("MCP_MAX_BODY", "mcp.max-body");
        VARIABLES.put("MCP_STREAMING", "mcp.streaming");
        VARIABLES.put("MCP_WATCH_INTERVAL", "mcp.watch-interval");
        VARIABLES.put("MCP_STATE_SECRET", "mcp.state-secret");
        VARIABLES.put("SNIPPETS_DIR", "snippets.dir");
        VARIABLES.put("SNIPPETS_MAX_BYTES", "snippets.max-bytes");
        VARIABLES.put("AzureWebJobsStorage", "snippets.azure.connection-string");
        VARIABLES.put("AzureWebJobsStorage__blobServiceUri", "snippets.azure.blob-service-uri");
        VARIABLES.put("AzureWebJobsStorage__clientId", "snippets.azure.client-id");
        VARIABLES.put("AZURE_CLIENT_ID", "snippets.azure.client-id");
        VARIABLES.put("OPEN_METEO_GEOCODING_URL", "weather.geocoding-url");
        VARIABLES.put("OPEN_METEO_FORECAST_URL", "weather.forecast-url");
        VARIABLES.put("WEATHER_TIMEOUT", "weather.timeout");
    }

    Settings {
        boolean open = access.checkedKeys().isEmpty() && !access.isAnonymousAllowed();
        if (!server.isLoopback() && open) {
            throw new IllegalArgumentException("HOST is '" + server.host() + "', where other machines can connect, but "
                    + (access.isBehindFunctions()
                            ? "on Azure Functions the host in front checks the keys. Leave HOST unset"
                            : "no key is set. Set MCP_KEYS")
                    + ", or MCP_ALLOW_ANONYMOUS=true if something in front checks who calls");
        }
        // JSON may spell a character in six bytes, but most in one.
        if (snippets.maxBytes() >= server.maxBody()) {
            throw new IllegalArgumentException("SNIPPETS_MAX_BYTES is " + snippets.maxBytes()
                    + ", which does not fit into MCP_MAX_BODY, " + server.maxBody() + "; raise that or lower this");
        }
    }

    /**
     * @param environment the process's variables; a blank one counts as unset
     * @throws IllegalArgumentException for a value that cannot be used
     */
    static Settings read(Map<String, String> environment) {
        Map<String, String> overrides = new HashMap<>();
        VARIABLES.forEach((variable, key) -> set(environment, variable).ifPresent(value -> overrides.put(key, value)));
        Config config = Config.builder(ConfigSources.create(overrides), ConfigSources.classpath("application.yaml"))
                .disableEnvironmentVariablesSource()
                .disableSystemPropertiesSource()
                .disableValueResolving()
                .build();
        return new Settings(
                new Server(
                        text(config, "server.host"),
                        (int) number(config, "server.port", 0, 65_535),
                        (int) number(config, "mcp.max-body", 1, LARGEST_ARRAY)),
                protocol(config),
                new Access(
                        list(config, "mcp.keys"),
                        flag(config, "mcp.allow-anonymous"),
                        list(config, "mcp.allowed-origins"),
                        set(environment, FUNCTIONS_PORT).isPresent()),
                new Snippets(
                        new StorageSettings(
                                text(config, "snippets.azure.connection-string"),
                                text(config, "snippets.azure.blob-service-uri"),
                                text(config, "snippets.azure.client-id"),
                                Path.of(text(config, "snippets.dir"))),
                        (int) number(config, "snippets.max-bytes", 1, SnippetStore.MAX_SIZE)),
                WeatherSettings.parse(
                        text(config, "weather.geocoding-url"),
                        text(config, "weather.forecast-url"),
                        text(config, "weather.timeout")));
    }

    private static Protocol protocol(Config config) {
        boolean isStreaming = switch (text(config, "mcp.streaming")) {
            case "on" -> true;
            case "off" -> false;
            case String other -> throw wrong("mcp.streaming", other, "on or off");
        };
        String interval = text(config, "mcp.watch-interval");
        try {
            Duration watchInterval = Duration.parse(interval);
            if (watchInterval.compareTo(Duration.ofMillis(100)) >= 0) {
                return new Protocol(isStreaming, watchInterval, stateSecret(config));
            }
        } catch (DateTimeParseException e) {
            throw wrong("mcp.watch-interval", interval, "an ISO-8601 duration of at least 0.1 s, such as PT3S");
        }
        throw wrong("mcp.watch-interval", interval, "an ISO-8601 duration of at least 0.1 s, such as PT3S");
    }

    /**
     * A secret that all instances have in common without being told one: made of the first of these settings that is
     * there. The address of a storage account is no secret, but then a forged state could only claim that the client gave
     * other answers to questions which were put to itself.
     */
    private static byte[] stateSecret(Config config) {
        String common = Stream.of(
                        "mcp.state-secret",
                        "mcp.keys",
                        "snippets.azure.connection-string",
                        "snippets.azure.blob-service-uri",
                        "snippets.dir")
                .map(key -> text(config, key))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(("remote-mcp-helidon state\n" + common).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    /** Variables that look like settings of this server but are none, most likely misspelt, in alphabetical order. */
    static List<String> unknown(Set<String> environment) {
        return environment.stream()
                .filter(variable -> OWN_PREFIXES.stream().anyMatch(variable::startsWith))
                .filter(variable -> !VARIABLES.containsKey(variable))
                .sorted()
                .toList();
    }

    /** The environment variables that are read. */
    static Set<String> variables() {
        return VARIABLES.keySet();
    }

    private static Optional<String> set(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    private static String text(Config config, String key) {
        return config.get(key).asString().map(String::strip).orElse("");
    }

    private static List<String> list(Config config, String key) {
        return Arrays.stream(text(config, key).split(","))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private static boolean flag(Config config, String key) {
        return switch (text(config, key)) {
            case "true" -> true;
            case "false" -> false;
            case String other -> throw wrong(key, other, "true or false");
        };
    }

    private static long number(Config config, String key, long min, long max) {
        String text = text(config, key);
        if (text.matches("[0-9]{1,18}") && Long.parseLong(text) >= min && Long.parseLong(text) <= max) {
            return Long.parseLong(text);
        }
        throw wrong(key, text, "a whole number from " + min + " to " + max);
    }

    private static IllegalArgumentException wrong(String key, String value, String right) {
        List<String> variables = VARIABLES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(key))
                .map(Map.Entry::getKey)
                .toList();
        return new IllegalArgumentException("The setting %s (%s) is '%s'; it must be %s"
                .formatted(key, String.join(" or ", variables), value, right));
    }
}
