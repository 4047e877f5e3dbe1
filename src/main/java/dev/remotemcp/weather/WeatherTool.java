package dev.remotemcp.weather;

import static dev.remotemcp.protocol.JsonSchema.array;
import static dev.remotemcp.protocol.JsonSchema.number;
import static dev.remotemcp.protocol.JsonSchema.optional;
import static dev.remotemcp.protocol.JsonSchema.required;
import static dev.remotemcp.protocol.JsonSchema.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.JsonSchema;
import dev.remotemcp.protocol.Parameter;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolResult;

/** The tool {@code get_weather}: structured output, shown by a widget. */
public final class WeatherTool {

    private static final String SOURCE = "Open-Meteo";

    private static final Parameter<String> LOCATION = Parameter
            .string("location", "A place such as 'Paris', 'Springfield, IL' or 'Bern, Switzerland'")
            .orElse(OpenMeteo.DEFAULT_LOCATION);

    /** The values are there together, or Error is in their place; the forecast may be absent. */
    private static final JsonSchema OUTPUT = JsonSchema.object(
            required("Location", string("The place found: name, region, country; or what was asked for")),
            optional("Condition", string("The weather in words")),
            optional("TemperatureC", number("Degrees Celsius")),
            optional("TemperatureF", number("Degrees Fahrenheit")),
            optional("HumidityPercent", number("Relative humidity, 0 to 100")),
            optional("WindKph", number("Wind speed in km/h")),
            optional("Wind", string("Wind speed and direction, such as '12 km/h NNE'")),
            optional("ReportedAtUtc", string("When these values were true").with("format", "date-time")),
            optional("Error", string("Why there are no values")),
            required("Source", string("Who says so")),
            optional("TimeZone", string("IANA time zone of the place, such as 'Europe/Oslo'")),
            optional("Hourly", array("The next 24 hours, temperatures in degrees Celsius", OutlookJson.HOUR)),
            optional("Daily", array("Today and the next days, temperatures in degrees Celsius", OutlookJson.DAY)));

    private WeatherTool() {
    }

    public static Tool create(OpenMeteo weather) {
        return Tool.named("get_weather")
                .title("Get weather")
                .description("Returns current weather for a location via Open-Meteo.")
                .annotations(ToolAnnotations.readOnly().openWorld())
                .icons(WeatherIcon.svg(), WeatherIcon.png())
                .parameters(LOCATION)
                .outputSchema(OUTPUT)
                .widget(WeatherWidget.URI)
                .handler((arguments, context) -> result(weather.current(arguments.get(LOCATION))));
    }

    private static ToolResult result(WeatherAnswer answer) {
        ObjectNode json = Json.object().put("Location", answer.location());
        return switch (answer) {
            case WeatherAnswer.Report report -> ToolResult.structured(OutlookJson.add(report.outlook(), json
                    .put("Condition", report.condition())
                    .put("TemperatureC", report.temperatureC())
                    .put("TemperatureF", report.temperatureF())
                    .put("HumidityPercent", report.humidityPercent())
                    .put("WindKph", report.wind().kph())
                    .put("Wind", report.wind().text())
                    .put("ReportedAtUtc", report.reportedAt().toString())
                    .put("Source", SOURCE)));
            case WeatherAnswer.Failure failure -> ToolResult.structured(json
                    .put("Error", failure.error())
                    .put("Source", SOURCE))
                    .asError();
        };
    }
}
