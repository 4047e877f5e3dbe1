package dev.remotemcp.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeatherSettingsTest {

    private static final String GEOCODING = "https://geocoding-api.open-meteo.com";
    private static final String FORECAST = "https://api.open-meteo.com";

    @Test
    void readsConfiguration() {
        assertThat(WeatherSettings.parse(GEOCODING, " http://[::1]:8080/prefix/ ", "PT0.3S")).isEqualTo(
                new WeatherSettings(URI.create(GEOCODING), URI.create("http://[::1]:8080/prefix/"),
                        Duration.ofMillis(300)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api.open-meteo.com", "localhost:8080", "ftp://a", "http://", "http:///path",
            "https://user@host", "https://host?key=1", "https://host#here"})
    void refusesWhatIsNoBaseAddress(String address) {
        assertThatThrownBy(() -> WeatherSettings.parse(GEOCODING, address, "PT10S"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("OPEN_METEO_FORECAST_URL is '" + address + "', ");
        assertThatThrownBy(() -> WeatherSettings.parse(address, FORECAST, "PT10S"))
                .hasMessageStartingWith("OPEN_METEO_GEOCODING_URL is '" + address + "', ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10s", "PT0S", "PT-1S", "PT0.0001S", "PT3M1S", "P1D"})
    void refusesWhatIsNoTimeLimit(String timeout) {
        assertThatThrownBy(() -> WeatherSettings.parse(GEOCODING, FORECAST, timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("WEATHER_TIMEOUT is '")
                .hasMessageEndingWith(
                        "', but must be an ISO-8601 duration from PT0.001S to PT3M, such as PT10S");
    }
}
