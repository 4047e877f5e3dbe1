package dev.remotemcp.weather;

import java.time.Instant;

/** What a lookup came to. */
public sealed interface WeatherAnswer {

    /** The canonical name of the place in a report; what was asked for in a failure. */
    String location();

    /**
     * The weather at a place.
     *
     * @param location canonical name: place, region, country
     * @param condition in words, such as {@code Partly cloudy}
     * @param temperatureC degrees Celsius, kept to one decimal
     * @param humidityPercent 0 to 100
     * @param wind speed and direction
     * @param reportedAt when the values were true
     * @param outlook the hours and days to come
     */
    record Report(String location, String condition, double temperatureC, int humidityPercent, Wind wind,
                  Instant reportedAt, Outlook outlook) implements WeatherAnswer {

        public Report {
            if (!Double.isFinite(temperatureC)) {
                throw new IllegalArgumentException("A temperature is a number, not " + temperatureC);
            }
            if (humidityPercent < 0 || humidityPercent > 100) {
                throw new IllegalArgumentException("Humidity is from 0 to 100 percent, not " + humidityPercent);
            }
            temperatureC = Tenths.of(temperatureC);
        }

        /** Degrees Fahrenheit, to one decimal. */
        public double temperatureF() {
            return Tenths.of(temperatureC * 9 / 5 + 32);
        }
    }

    /**
     * Why there is no report.
     *
     * @param location what was asked for, on one line and of bounded length
     * @param error a sentence for the user or the model: what is wrong and what to do
     */
    record Failure(String location, String error) implements WeatherAnswer {
    }
}
