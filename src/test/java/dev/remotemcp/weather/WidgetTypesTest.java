package dev.remotemcp.weather;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The widget's TypeScript derives its types from a copy of the tool's output schema, so a schema that changes here
 * breaks the build there. {@code mvn -q test -Dtest=WidgetTypesTest -Dwidget.types=write} writes the copy.
 */
class WidgetTypesTest {

    private static final Path COPY = Path.of("frontend", "src", "output-schema.ts");

    @Test
    void widgetHasTheOutputSchemaOfTheTool() throws IOException {
        URI nowhere = URI.create("http://127.0.0.1:1");
        JsonNode schema = WeatherTool.create(new OpenMeteo(new WeatherSettings(nowhere, nowhere, Duration.ofSeconds(1))))
                .outputSchema().orElseThrow().toJson();
        String expected = """
                /** The output schema of get_weather, written by WidgetTypesTest of the server. Not to be edited. */
                export const outputSchema = %s as const;
                """.formatted(JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(schema)
                .replace(System.lineSeparator(), "\n"));
        if ("write".equals(System.getProperty("widget.types"))) {
            Files.writeString(COPY, expected);
        }
        assertThat(COPY).content().as("%s; to write it: mvn -q test -Dtest=WidgetTypesTest -Dwidget.types=write", COPY)
                .isEqualToNormalizingNewlines(expected);
    }
}
