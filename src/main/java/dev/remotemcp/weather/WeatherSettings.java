package dev.remotemcp.weather;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * Where Open-Meteo is and how long a lookup may take.
 *
 * @param geocodingUrl base address of the search for places; a path is kept as a prefix
 * @param forecastUrl base address of the forecast; a path is kept as a prefix
 * @param timeout for a whole lookup with all its calls
 */
public record WeatherSettings(URI geocodingUrl, URI forecastUrl, Duration timeout) {

    private static final String GEOCODING = "OPEN_METEO_GEOCODING_URL";
    private static final String FORECAST = "OPEN_METEO_FORECAST_URL";
    private static final Duration SHORTEST = Duration.ofMillis(1);
    // Azure's front end gives up after 230 s; a longer lookup could never be answered.
    private static final Duration LONGEST = Duration.ofMinutes(3);

    public WeatherSettings {
        checkBase(GEOCODING, geocodingUrl, "https://geocoding-api.open-meteo.com");
        checkBase(FORECAST, forecastUrl, "https://api.open-meteo.com");
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw badTimeout(timeout.toString());
        }
    }

    /** Reads the settings as they stand in the configuration. */
    public static WeatherSettings parse(String geocodingUrl, String forecastUrl, String timeout) {
        return new WeatherSettings(
                uri(GEOCODING, geocodingUrl), uri(FORECAST, forecastUrl), duration(timeout));
    }

    private static URI uri(String setting, String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(setting + " is '" + text + "', which is not an address");
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeParseException e) {
            throw badTimeout(text);
        }
    }

    private static IllegalArgumentException badTimeout(String value) {
        return new IllegalArgumentException("WEATHER_TIMEOUT is '" + value + "', but must be an ISO-8601 duration from "
                + SHORTEST + " to " + LONGEST + ", such as PT10S");
    }

    private static void checkBase(String setting, URI base, String example) {
        boolean http = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!http || base.getHost() == null || base.getRawUserInfo() != null
                || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException(setting + " is '" + base + "', but must be an http or https address"
                    + " with a host and at most a path, such as " + example);
        }
    }
}
