package dev.remotemcp.weather;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeatherCodeTest {

    @Test
    void knowsTheCodesOfOpenMeteo() {
        assertThat(IntStream.range(0, 100).filter(code -> !WeatherCode.condition(code).startsWith("Unknown")))
                .containsExactly(0, 1, 2, 3, 45, 48, 51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 71, 73, 75, 77,
                        80, 81, 82, 85, 86, 95, 96, 99);
        assertThat(WeatherCode.condition(0)).isEqualTo("Clear sky");
        assertThat(WeatherCode.condition(99)).isEqualTo("Thunderstorm with heavy hail");
    }

    @Test
    void saysWhichCodeItDoesNotKnow() {
        assertThat(WeatherCode.condition(42)).isEqualTo("Unknown (code 42)");
        assertThat(WeatherCode.condition(-1)).isEqualTo("Unknown (code -1)");
    }
}
