package dev.remotemcp.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindTest {

    @ParameterizedTest
    @CsvSource({"0,N", "11.2,N", "11.25,NNE", "22.5,NNE", "45,NE", "90,E", "135,SE", "180,S", "225,SW", "270,W",
            "315,NW", "337,NNW", "348.7,NNW", "348.75,N", "359,N", "360,N"})
    void namesThePointOfTheCompass(double degrees, String direction) {
        assertThat(new Wind(10, degrees).direction()).isEqualTo(direction);
    }

    @ParameterizedTest
    @CsvSource({"12.2,25,12 km/h NNE", "11.5,360,12 km/h N", "0.5,90,1 km/h E", "0.4,90,0 km/h", "0,0,0 km/h",
            "1234,200,1234 km/h SSW"})
    void readsAsText(double kph, double degrees, String text) {
        assertThat(new Wind(kph, degrees).text()).isEqualTo(text);
    }

    @Test
    void isNoNonsense() {
        assertThatThrownBy(() -> new Wind(-1, 0)).hasMessage("A wind's speed is 0 km/h or more, not -1.0");
        assertThatThrownBy(() -> new Wind(Double.NaN, 0)).hasMessageContaining("not NaN");
        assertThatThrownBy(() -> new Wind(1, 361))
                .hasMessage("A wind's direction is from 0 to 360 degrees, not 361.0");
    }
}
