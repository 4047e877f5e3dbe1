package dev.remotemcp.weather;

import java.util.List;

/**
 * Wind near the ground.
 *
 * @param kph speed in km/h, kept to one decimal
 * @param degrees where it blows from: 0 and 360 are north, 90 is east
 */
public record Wind(double kph, double degrees) {

    private static final List<String> COMPASS = List.of(
            "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW");

    public Wind {
        if (!(kph >= 0 && kph < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A wind's speed is 0 km/h or more, not " + kph);
        }
        if (!(degrees >= 0 && degrees <= 360)) {
            throw new IllegalArgumentException("A wind's direction is from 0 to 360 degrees, not " + degrees);
        }
        kph = Tenths.of(kph);
    }

    /** The nearest of the 16 points of the compass, such as {@code NNE}. */
    public String direction() {
        return COMPASS.get((int) Math.round(degrees * COMPASS.size() / 360) % COMPASS.size());
    }

    /** Such as {@code 12 km/h NNE}; a calm blows from nowhere and is {@code 0 km/h}. */
    public String text() {
        long speed = Math.round(kph);
        return speed == 0 ? "0 km/h" : speed + " km/h " + direction();
    }
}
