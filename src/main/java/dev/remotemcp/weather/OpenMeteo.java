package dev.remotemcp.weather;

import com.fasterxml.jackson.databind.JsonNode;
import dev.remotemcp.weather.LookupException.Reason;
import dev.remotemcp.weather.WeatherAnswer.Failure;
import dev.remotemcp.weather.WeatherAnswer.Report;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Looks the weather up at Open-Meteo. Safe for use by many threads.
 *
 * @see <a href="https://open-meteo.com/en/docs/geocoding-api">Geocoding</a>
 * @see <a href="https://open-meteo.com/en/docs">Forecast</a>
 */
public final class OpenMeteo {

    /** Where the weather is looked up when no place is named. */
    public static final String DEFAULT_LOCATION = "Seattle, WA";

    private static final Logger LOGGER = System.getLogger(OpenMeteo.class.getName());
    private static final int MAX_LOCATION_LENGTH = 200;
    private static final int SHOWN_OF_TOO_LONG = 60;
    private static final Pattern GAPS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    private static final String CURRENT =
            "temperature_2m,relative_humidity_2m,wind_speed_10m,wind_direction_10m,weather_code";

    private final WeatherSettings settings;
    private final JsonClient geocoding;
    private final JsonClient forecast;
    private final ThreadFactory threads;

    public OpenMeteo(WeatherSettings settings) {
        this(settings, Thread.ofVirtual().name("weather-lookup").factory());
    }

    OpenMeteo(WeatherSettings settings, ThreadFactory threads) {
        this.settings = settings;
        this.geocoding = new JsonClient("Geocoding", settings.geocodingUrl(), settings.timeout());
        this.forecast = new JsonClient("Forecast", settings.forecastUrl(), settings.timeout());
        this.threads = threads;
    }

    /**
     * The weather at a place now, with the hours and days to come as far as the service tells them.
     *
     * <p>Answers within the timeout of the settings, whatever the services do. Interrupting the calling thread ends the
     * lookup at once: the answer is then a {@link Failure}, and the thread stays interrupted. Either way the
     * connections of the lookup are closed.
     *
     * @param location a place, optionally with a region, a US state's abbreviation or a country after a comma; blank
     *         means {@value #DEFAULT_LOCATION}
     */
    public WeatherAnswer current(String location) {
        String oneLine = GAPS.matcher(location).replaceAll(" ").strip();
        String asked = oneLine.isEmpty() ? DEFAULT_LOCATION : oneLine;
        int length = asked.codePointCount(0, asked.length());
        if (length > MAX_LOCATION_LENGTH) {
            String shown = asked.substring(0, asked.offsetByCodePoints(0, SHOWN_OF_TOO_LONG)) + "…";
            return new Failure(shown, "'%s' is %d characters long. Name the place in at most %d, such as '%s'."
                    .formatted(shown, length, MAX_LOCATION_LENGTH, DEFAULT_LOCATION));
        }
        return withinTimeout(asked);
    }

    // The timeouts of sockets bound each read, not their sum. The work has a virtual thread to itself because
    // interrupting one closes the socket it waits for, which is not so for the platform thread that may be calling.
    private WeatherAnswer withinTimeout(String asked) {
        FutureTask<WeatherAnswer> lookup = new FutureTask<>(() -> lookUp(asked));
        threads.newThread(lookup).start();
        try {
            return lookup.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return failure(asked, new LookupException(Reason.SLOW, "no answer within " + settings.timeout()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failure(asked, "The weather lookup for '" + asked + "' was cancelled.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LookupException known) {
                return failure(asked, known);
            }
            throw new IllegalStateException("The weather lookup broke", e.getCause());
        } finally {
            lookup.cancel(true);
        }
    }

    private static Failure failure(String asked, LookupException e) {
        LOGGER.log(Level.WARNING, "Weather lookup failed. {0}", e.getMessage());
        return new Failure(asked, e.reason().advice(asked));
    }

    private WeatherAnswer lookUp(String asked) throws LookupException {
        List<Place> hits = search(asked, 1);
        int comma = asked.indexOf(',');
        if (!hits.isEmpty()) {
            return report(hits.getFirst());
        }
        return comma < 1
                ? unknown(asked, "Check the spelling or add a country.")
                : lookUp(asked, asked.substring(0, comma).strip(), Place.qualifiers(asked.substring(comma + 1)));
    }

    // The geocoder knows names, not addresses: it finds "Seattle" but nothing for "Seattle, WA".
    private WeatherAnswer lookUp(String asked, String name, List<String> qualifiers) throws LookupException {
        // The hits come by importance; of those that match equally, max takes the first.
        Optional<Place> best = search(name, 10).stream()
                .max(Comparator.comparingLong(hit -> hit.matches(qualifiers)));
        if (best.isEmpty()) {
            return unknown(asked, "Check the spelling or add a country.");
        }
        Place place = best.get();
        // A place of that name elsewhere is not what was asked for: better to ask back than to report its weather.
        return qualifiers.isEmpty() || place.matches(qualifiers) > 0
                ? report(place)
                : unknown(asked, "Did you mean '" + place.canonicalName() + "'?");
    }

    private static Failure unknown(String asked, String advice) {
        return new Failure(asked, "No place named '" + asked + "' was found. " + advice);
    }

    private List<Place> search(String name, int count) throws LookupException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("name", name);
        query.put("count", Integer.toString(count));
        query.put("language", "en");
        query.put("format", "json");
        JsonNode results = geocoding.get("/v1/search", query).path("results");
        if (results.isMissingNode() || results.isNull()) {
            return List.of();
        }
        if (!results.isArray()) {
            throw geocoding.unreadable("results is not a list");
        }
        List<Place> places = new ArrayList<>();
        for (JsonNode hit : results) {
            places.add(place(hit));
        }
        return places;
    }

    private Place place(JsonNode hit) throws LookupException {
        String name = hit.path("name").asText();
        if (name.isBlank()) {
            throw geocoding.unreadable("a place without a name");
        }
        try {
            return new Place(name, text(hit, "admin1"), text(hit, "country"), text(hit, "country_code"),
                    number(geocoding, hit, "latitude"), number(geocoding, hit, "longitude"));
        } catch (IllegalArgumentException e) {
            throw geocoding.unreadable("latitude or longitude out of range");
        }
    }

    private Report report(Place place) throws LookupException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("latitude", plain(place.latitude()));
        query.put("longitude", plain(place.longitude()));
        query.put("current", CURRENT);
        OutlookReader.ask(query);
        JsonNode answer = forecast.get("/v1/forecast", query);
        JsonNode current = answer.path("current");
        double temperature = number(forecast, current, "temperature_2m");
        double humidity = number(forecast, current, "relative_humidity_2m");
        double windSpeed = number(forecast, current, "wind_speed_10m");
        double windDirection = number(forecast, current, "wind_direction_10m");
        int code = (int) number(forecast, current, "weather_code");
        ZoneOffset offset = offset(answer);
        Instant time = time(current, offset);
        try {
            return new Report(place.canonicalName(), WeatherCode.condition(code), temperature,
                    Math.toIntExact(Math.round(humidity)), new Wind(windSpeed, windDirection), time,
                    new OutlookReader(answer, time, offset).read());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw forecast.unreadable("a value out of range: " + e.getMessage());
        }
    }

    /** Open-Meteo's times are local and without an offset, which stands beside them. */
    private Instant time(JsonNode current, ZoneOffset offset) throws LookupException {
        try {
            return LocalDateTime.parse(current.path("time").asText()).toInstant(offset);
        } catch (DateTimeException e) {
            throw forecast.unreadable("time is missing or malformed");
        }
    }

    private ZoneOffset offset(JsonNode answer) throws LookupException {
        if (!answer.has("utc_offset_seconds")) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneOffset.ofTotalSeconds((int) number(forecast, answer, "utc_offset_seconds"));
        } catch (DateTimeException e) {
            throw forecast.unreadable("utc_offset_seconds is out of range");
        }
    }

    /** Without the exponent that {@code Double.toString} has for places close to the equator or to Greenwich. */
    private static String plain(double degrees) {
        return BigDecimal.valueOf(degrees).toPlainString();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText().strip() : "";
    }

    private static double number(JsonClient source, JsonNode node, String field) throws LookupException {
        JsonNode value = node.path(field);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw source.unreadable(field + " is not a number");
        }
        return value.asDouble();
    }
}
