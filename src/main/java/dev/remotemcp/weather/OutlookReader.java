package dev.remotemcp.weather;

import com.fasterxml.jackson.databind.JsonNode;
import dev.remotemcp.weather.Outlook.Day;
import dev.remotemcp.weather.Outlook.Hour;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts {@code hourly} and {@code daily} of a forecast: columns of equal length, {@code time} among them. A
 * weather model may end early and leave nulls. A row that lacks a needed value is left out, for the weather of now is
 * worth telling without a forecast.
 */
final class OutlookReader {

    private final JsonNode answer;
    private final Instant reportedAt;
    private final ZoneOffset offset;

    /** Adds to a request for the current weather what asks for the outlook too. */
    static void ask(Map<String, String> query) {
        query.put("hourly", "temperature_2m,weather_code,precipitation_probability,is_day");
        query.put("daily", "weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max");
        query.put("forecast_hours", Integer.toString(Outlook.MAX_HOURS));
        query.put("forecast_days", Integer.toString(Outlook.MAX_DAYS));
        query.put("timezone", "auto");
    }

    /** @param offset of all the local times in the answer, those after a change of the clocks too */
    OutlookReader(JsonNode answer, Instant reportedAt, ZoneOffset offset) {
        this.answer = answer;
        this.reportedAt = reportedAt;
        this.offset = offset;
    }

    Outlook read() {
        return new Outlook(timeZone(), hours(answer.path("hourly")), days(answer.path("daily")));
    }

    private ZoneId timeZone() {
        try {
            return ZoneId.of(answer.path("timezone").asText());
        } catch (DateTimeException e) {
            return ZoneId.ofOffset("UTC", offset);
        }
    }

    private List<Hour> hours(JsonNode columns) {
        // Of the local clock: half past an hour elsewhere may be a full hour here.
        LocalDateTime first = LocalDateTime.ofInstant(reportedAt, offset).truncatedTo(ChronoUnit.HOURS);
        List<Hour> hours = new ArrayList<>();
        for (int row = 0; row < columns.path("time").size() && hours.size() < Outlook.MAX_HOURS; row++) {
            LocalDateTime time = time(columns, row);
            Double temperature = number(columns, "temperature_2m", row);
            Double code = number(columns, "weather_code", row);
            if (time == null || temperature == null || code == null || time.isBefore(first)) {
                continue;
            }
            Double daylight = number(columns, "is_day", row);
            hours.add(new Hour(time.toInstant(offset), temperature, WeatherCode.condition(code.intValue()),
                    percent(columns, "precipitation_probability", row), daylight == null ? null : daylight != 0));
        }
        return hours;
    }

    private List<Day> days(JsonNode columns) {
        LocalDate today = LocalDate.ofInstant(reportedAt, offset);
        List<Day> days = new ArrayList<>();
        for (int row = 0; row < columns.path("time").size() && days.size() < Outlook.MAX_DAYS; row++) {
            LocalDate date = date(columns, row);
            Double code = number(columns, "weather_code", row);
            Double high = number(columns, "temperature_2m_max", row);
            Double low = number(columns, "temperature_2m_min", row);
            if (date == null || code == null || high == null || low == null || date.isBefore(today)) {
                continue;
            }
            days.add(new Day(date, WeatherCode.condition(code.intValue()), high, low,
                    percent(columns, "precipitation_probability_max", row)));
        }
        return days;
    }

    private static @Nullable LocalDateTime time(JsonNode columns, int row) {
        try {
            return LocalDateTime.parse(columns.path("time").path(row).asText());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable LocalDate date(JsonNode columns, int row) {
        try {
            return LocalDate.parse(columns.path("time").path(row).asText());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Double number(JsonNode columns, String column, int row) {
        JsonNode value = columns.path(column).path(row);
        return value.isNumber() && Double.isFinite(value.asDouble()) ? value.asDouble() : null;
    }

    private static @Nullable Integer percent(JsonNode columns, String column, int row) {
        Double value = number(columns, column, row);
        return value != null && value >= 0 && value <= 100 ? (Integer) (int) Math.round(value) : null;
    }
}
