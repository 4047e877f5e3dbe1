package dev.remotemcp.weather;

import static dev.remotemcp.protocol.JsonSchema.bool;
import static dev.remotemcp.protocol.JsonSchema.integer;
import static dev.remotemcp.protocol.JsonSchema.number;
import static dev.remotemcp.protocol.JsonSchema.optional;
import static dev.remotemcp.protocol.JsonSchema.required;
import static dev.remotemcp.protocol.JsonSchema.string;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.protocol.JsonSchema;

/**
 * The outlook in the tool's output. Temperatures are in Celsius alone: a model reads every field, and Fahrenheit is one
 * sum away.
 */
final class OutlookJson {

    static final JsonSchema HOUR = JsonSchema.object(
            required("TimeUtc", string("When the hour begins").with("format", "date-time")),
            required("TemperatureC", number("Degrees Celsius")),
            required("Condition", string("The weather in words")),
            optional("PrecipitationPercent", integer("Probability of precipitation, 0 to 100 percent")),
            optional("IsDay", bool("Whether the sun is up")));

    static final JsonSchema DAY = JsonSchema.object(
            required("Date", string("Calendar day at the place").with("format", "date")),
            required("Condition", string("The most severe weather of the day in words")),
            required("HighC", number("Highest temperature in degrees Celsius")),
            required("LowC", number("Lowest temperature in degrees Celsius")),
            optional("PrecipitationPercent", integer("Highest probability of precipitation, 0 to 100 percent")));

    private OutlookJson() {
    }

    /** Adds what the outlook tells; an empty one leaves the object as it is. */
    static ObjectNode add(Outlook outlook, ObjectNode json) {
        if (!outlook.isEmpty()) {
            json.put("TimeZone", outlook.timeZone().getId());
        }
        if (!outlook.hours().isEmpty()) {
            ArrayNode hours = json.putArray("Hourly");
            outlook.hours().forEach(hour -> add(hour, hours.addObject()));
        }
        if (!outlook.days().isEmpty()) {
            ArrayNode days = json.putArray("Daily");
            outlook.days().forEach(day -> add(day, days.addObject()));
        }
        return json;
    }

    private static void add(Outlook.Hour hour, ObjectNode json) {
        json.put("TimeUtc", hour.time().toString())
                .put("TemperatureC", hour.temperatureC())
                .put("Condition", hour.condition());
        if (hour.precipitationPercent() != null) {
            json.put("PrecipitationPercent", hour.precipitationPercent());
        }
        if (hour.isDay() != null) {
            json.put("IsDay", hour.isDay());
        }
    }

    private static void add(Outlook.Day day, ObjectNode json) {
        json.put("Date", day.date().toString())
                .put("Condition", day.condition())
                .put("HighC", day.highC())
                .put("LowC", day.lowC());
        if (day.precipitationPercent() != null) {
            json.put("PrecipitationPercent", day.precipitationPercent());
        }
    }
}
