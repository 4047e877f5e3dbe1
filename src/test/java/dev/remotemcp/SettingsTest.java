package dev.remotemcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void defaultsNeedNothing() {
        Settings settings = Settings.read(Map.of());

        assertThat(settings.server()).isEqualTo(new Settings.Server("127.0.0.1", 7071, 4_194_304));
        assertThat(settings.access().keys()).isEmpty();
        assertThat(settings.access().allowedOrigins()).isEmpty();
        assertThat(settings.snippets().storage().folder()).isEqualTo(Path.of("./data/snippets"));
        assertThat(settings.snippets().storage().connectionString()).isEmpty();
        assertThat(settings.snippets().maxBytes()).isEqualTo(1_048_576);
        assertThat(settings.weather().timeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void environmentOverrides() {
        Settings settings = Settings.read(Map.ofEntries(
                Map.entry("PORT", "8080"),
                Map.entry("HOST", "0.0.0.0"),
                Map.entry("MCP_KEYS", " a , b=,, "),
                Map.entry("MCP_ALLOWED_ORIGINS", "https://a.example,https://b.example"),
                Map.entry("MCP_MAX_BODY", "1000"),
                Map.entry("SNIPPETS_DIR", "/elsewhere"),
                Map.entry("SNIPPETS_MAX_BYTES", "10"),
                Map.entry("AzureWebJobsStorage__blobServiceUri", "https://account.blob.core.windows.net"),
                Map.entry("AZURE_CLIENT_ID", "client"),
                Map.entry("OPEN_METEO_FORECAST_URL", "http://localhost:1"),
                Map.entry("WEATHER_TIMEOUT", "PT0.5S")));

        assertThat(settings.server()).isEqualTo(new Settings.Server("0.0.0.0", 8080, 1000));
        assertThat(settings.access().checkedKeys()).containsExactly("a", "b=");
        assertThat(settings.access().allowedOrigins()).containsExactly("https://a.example", "https://b.example");
        assertThat(settings.snippets().storage().folder()).isEqualTo(Path.of("/elsewhere"));
        assertThat(settings.snippets().storage().blobServiceUri()).isEqualTo("https://account.blob.core.windows.net");
        assertThat(settings.snippets().storage().clientId()).isEqualTo("client");
        assertThat(settings.snippets().maxBytes()).isEqualTo(10);
        assertThat(settings.weather().forecastUrl()).hasToString("http://localhost:1");
        assertThat(settings.weather().timeout()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void onFunctionsThePortIsTheHostsAndSoAreTheKeys() {
        Settings settings = Settings.read(
                Map.of("PORT", "1", "FUNCTIONS_CUSTOMHANDLER_PORT", "50000", "MCP_KEYS", "a"));

        assertThat(settings.server().port()).isEqualTo(50_000);
        assertThat(settings.access().checkedKeys()).isEmpty();
    }

    @Test
    void blankVariablesAreUnset() {
        assertThat(Settings.read(Map.of("PORT", " ", "HOST", "")).server())
                .isEqualTo(Settings.read(Map.of()).server());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "PORT | abc | The setting server.port (PORT or FUNCTIONS_CUSTOMHANDLER_PORT) is 'abc'; it must be a whole number from 0 to 65535",
        "PORT | 65536 | The setting server.port (PORT or FUNCTIONS_CUSTOMHANDLER_PORT) is '65536'; it must be a whole number from 0 to 65535",
        "MCP_MAX_BODY | -1 | The setting mcp.max-body (MCP_MAX_BODY) is '-1'; it must be a whole number from 1 to 1000000000",
        "MCP_ALLOW_ANONYMOUS | yes | The setting mcp.allow-anonymous (MCP_ALLOW_ANONYMOUS) is 'yes'; it must be true or false",
        "WEATHER_TIMEOUT | 10 | WEATHER_TIMEOUT is '10', but must be an ISO-8601 duration from PT0.001S to PT3M, such as PT10S",
        "HOST | 0.0.0.0 | HOST is '0.0.0.0', where other machines can connect, but no key is set. Set MCP_KEYS, or MCP_ALLOW_ANONYMOUS=true if something in front checks who calls",
    })
    void wrongValuesAreNamedWithWhatWouldBeRight(String variable, String value, String message) {
        assertThatThrownBy(() -> Settings.read(Map.of(variable, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void misspeltVariablesAreFound() {
        assertThat(Settings.unknown(Set.of("WEATHER_TIMEOUTS", "MCP_KEY", "MCP_KEYS", "PATH", "AzureWebJobsStorage")))
                .containsExactly("MCP_KEY", "WEATHER_TIMEOUTS");
    }

    @Test
    void openAddressNeedsAKeyOrAnExplicitWord() {
        assertThat(Settings.read(Map.of("HOST", "0.0.0.0", "MCP_KEYS", "a")).server().isLoopback()).isFalse();
        assertThat(Settings.read(Map.of("HOST", "0.0.0.0", "MCP_ALLOW_ANONYMOUS", "true")).access().isAnonymousAllowed())
                .isTrue();
    }
}
