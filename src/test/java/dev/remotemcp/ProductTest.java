package dev.remotemcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.remotemcp.json.Json;
import dev.remotemcp.json.JsonBody;
import dev.remotemcp.protocol.Exchange;
import dev.remotemcp.protocol.McpServer;
import dev.remotemcp.protocol.Reply;
import dev.remotemcp.snippets.SnippetStore;
import dev.remotemcp.weather.OpenMeteoStandIn;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tools, resources and prompts of the product, called as clients call them. */
class ProductTest {

    private static final List<String> SNIPPET_TOOLS = List.of("save_snippet", "get_snippet", "delete_snippet");

    @TempDir
    private Path folder;

    private OpenMeteoStandIn openMeteo;
    private SnippetStore store;
    private McpServer server;

    @BeforeEach
    void start() throws IOException {
        openMeteo = OpenMeteoStandIn.start();
        Settings settings = Settings.read(Map.of(
                "SNIPPETS_DIR", folder.toString(),
                "SNIPPETS_MAX_BYTES", "1000",
                "OPEN_METEO_GEOCODING_URL", openMeteo.base().toString(),
                "OPEN_METEO_FORECAST_URL", openMeteo.base().toString()));
        store = Main.store(settings);
        server = Main.mcpServer(settings, store);
    }

    @AfterEach
    void stop() throws Exception {
        store.close();
        openMeteo.close();
    }

    @Test
    void helloSaysHello() {
        assertThat(text(call("hello_mcp"))).isEqualTo("Hello I am MCPTool!");
    }

    @Test
    void snippetsAreSavedListedAndDeleted() {
        String content = " Zeile 1\r\n\tLine 2 — 日本 🎉\u0000 ";

        assertThat(text(call("save_snippet", "snippetname", "a/b ü", "snippet", content)))
                .isEqualTo("Snippet 'a/b ü' saved successfully");
        assertThat(text(call("get_snippet", "snippetname", "a/b ü"))).isEqualTo(content);
        call("save_snippet", "snippetname", "other", "snippet", "x");

        JsonNode listed = structured("list_snippets", "prefix", "a/").path("snippets");
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("name").asText()).isEqualTo("a/b ü");
        assertThat(listed.path(0).path("size").asInt()).isEqualTo(content.getBytes().length);

        assertThat(text(call("delete_snippet", "snippetname", "a/b ü")))
                .isEqualTo("Snippet 'a/b ü' deleted successfully");
        assertThat(failure(call("get_snippet", "snippetname", "a/b ü")))
                .isEqualTo("There is no snippet named 'a/b ü'");
        assertThat(failure(call("delete_snippet", "snippetname", "a/b ü")))
                .isEqualTo("There is no snippet named 'a/b ü'");
    }

    @Test
    void emptyNamesAndContentsAreRefusedInTheQuickstartsWords() {
        for (String tool : SNIPPET_TOOLS) {
            assertThat(failure(call(tool, "snippetname", "", "snippet", "x"))).isEqualTo("No snippet name provided");
        }
        assertThat(failure(call("save_snippet", "snippetname", "x", "snippet", "")))
                .isEqualTo("No snippet content provided");
    }

    @Test
    void snippetsHaveALimit() {
        assertThat(text(call("save_snippet", "snippetname", "x", "snippet", "ü".repeat(500)))).contains("saved");
        assertThat(failure(call("save_snippet", "snippetname", "x", "snippet", "ü".repeat(501))))
                .isEqualTo("The snippet has 1002 bytes; at most 1000 are allowed");
    }

    @Test
    void listGoesOnWhereItStopped() {
        for (int i = 0; i < 5; i++) {
            call("save_snippet", "snippetname", "n" + i, "snippet", "x");
        }
        ObjectNode first = structured("list_snippets", "limit", 3);
        ObjectNode second = structured("list_snippets", "cursor", first.path("nextCursor").textValue());

        assertThat(names(first)).containsExactly("n0", "n1", "n2");
        assertThat(names(second)).containsExactly("n3", "n4");
        assertThat(second.has("nextCursor")).isFalse();
        assertThat(failure(call("list_snippets", "cursor", "made up"))).contains("cursor is invalid");
    }

    @Test
    void snippetIsAResourceToo() throws IOException {
        call("save_snippet", "snippetname", "a/b ü", "snippet", "text");

        Map.of("snippet://a%2Fb%20%C3%BC", "snippet://a%2Fb%20%C3%BC",
                "snippet://a/b%20%C3%BC", "snippet://a/b%20%C3%BC",
                "snippet://a/b ü", "snippet://a%2Fb%20%C3%BC").forEach((asked, answered) -> {
            JsonNode content = result("resources/read", Json.object().put("uri", asked)).path("contents").path(0);
            assertThat(content.path("text").asText()).isEqualTo("text");
            assertThat(content.path("uri").asText()).isEqualTo(answered);
        });
        for (String uri : List.of("snippet://nothing", "snippet://a%00b", "snippet://..%2Fx", "snippet://%ff")) {
            assertThat(send("resources/read", Json.object().put("uri", uri)).path("error").path("code").asInt())
                    .isEqualTo(-32002);
        }
    }

    @Test
    void bytesOfAnotherProgramComeAsBytes() throws IOException {
        call("save_snippet", "snippetname", "raw", "snippet", "x");
        Path file = Files.walk(folder).filter(Files::isRegularFile).findFirst().orElseThrow();
        Files.write(file, new byte[] {(byte) 0xff, 0});

        JsonNode content = call("get_snippet", "snippetname", "raw").path("content").path(0);
        assertThat(content.path("type").asText()).isEqualTo("resource");
        assertThat(content.path("resource").path("blob").asText()).isEqualTo("/wA=");
    }

    @Test
    void namesAreCompleted() {
        call("save_snippet", "snippetname", "alpha", "snippet", "x");
        call("save_snippet", "snippetname", "beta", "snippet", "x");
        ObjectNode params = Json.object();
        params.putObject("ref").put("type", "ref/resource").put("uri", "snippet://{name}");
        params.putObject("argument").put("name", "name").put("value", "al");

        assertThat(result("completion/complete", params).path("completion").path("values"))
                .extracting(JsonNode::asText).containsExactly("alpha");
    }

    @Test
    void weatherIsStructured() {
        ObjectNode report = structured("get_weather", "location", "Seattle");

        assertThat(report.toString()).isEqualTo("""
                {"Location":"Seattle, Washington, United States","Condition":"Partly cloudy","TemperatureC":12.3,\
                "TemperatureF":54.1,"HumidityPercent":81,"WindKph":12.2,"Wind":"12 km/h NNE",\
                "ReportedAtUtc":"2026-11-22T19:15:00Z","Source":"Open-Meteo"}""");
        assertThat(structured("get_weather").path("Location").asText()).startsWith("Seattle");
        assertThat(structured("get_weather", "location", " ").path("Location").asText()).startsWith("Seattle");
    }

    @Test
    void forecastFollowsTheWeatherOfNow() {
        openMeteo.forecast(OpenMeteoStandIn.Answer.json("""
                {"utc_offset_seconds":-28800,"timezone":"America/Los_Angeles","current":%s,
                 "hourly":{"time":["2026-11-22T19:00","2026-11-22T20:00"],"temperature_2m":[12.5,11.9],
                  "weather_code":[2,61],"precipitation_probability":[5,null],"is_day":[1,0]},
                 "daily":{"time":["2026-11-22"],"weather_code":[61],"temperature_2m_max":[13.1],
                  "temperature_2m_min":[6.4],"precipitation_probability_max":[70]}}""".formatted(OpenMeteoStandIn.MILD)));

        JsonNode result = call("get_weather", "location", "Seattle");

        assertConforms("get_weather", result);
        assertThat(result.path("structuredContent").toString()).isEqualTo("""
                {"Location":"Seattle, Washington, United States","Condition":"Partly cloudy","TemperatureC":12.3,\
                "TemperatureF":54.1,"HumidityPercent":81,"WindKph":12.2,"Wind":"12 km/h NNE",\
                "ReportedAtUtc":"2026-11-23T03:15:00Z","Source":"Open-Meteo","TimeZone":"America/Los_Angeles",\
                "Hourly":[{"TimeUtc":"2026-11-23T03:00:00Z","TemperatureC":12.5,"Condition":"Partly cloudy",\
                "PrecipitationPercent":5,"IsDay":true},{"TimeUtc":"2026-11-23T04:00:00Z","TemperatureC":11.9,\
                "Condition":"Slight rain","IsDay":false}],"Daily":[{"Date":"2026-11-22","Condition":"Slight rain",\
                "HighC":13.1,"LowC":6.4,"PrecipitationPercent":70}]}""");
    }

    @Test
    void unknownPlaceIsAFailureOfTheSameShape() {
        JsonNode result = call("get_weather", "location", "Xyzzy");

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.path("structuredContent").path("Location").asText()).isEqualTo("Xyzzy");
        assertThat(result.path("structuredContent").path("Error").asText()).contains("Xyzzy");
        assertThat(result.path("structuredContent").path("Source").asText()).isEqualTo("Open-Meteo");
        assertConforms("get_weather", result);
    }

    @Test
    void widgetIsOneFileThatLoadsNothing() {
        JsonNode content = result("resources/read", Json.object().put("uri", "ui://weather/index.html"))
                .path("contents").path(0);

        assertThat(content.path("mimeType").asText()).isEqualTo("text/html;profile=mcp-app");
        assertThat(content.path("_meta").path("ui").toString()).isEqualTo("""
                {"prefersBorder":true,"csp":{"connectDomains":[],"resourceDomains":[],"frameDomains":[],\
                "baseUriDomains":[]}}""");
        assertThat(content.path("text").asText())
                .startsWithIgnoringCase("<!doctype html>")
                .doesNotContainPattern("<(script|link|img)[^>]+(src|href)=[\"']?https?:");
        assertThat(tool("get_weather").path("_meta").path("ui").path("resourceUri").asText())
                .isEqualTo("ui://weather/index.html");
    }

    @Test
    void weatherHasIconsThatNeedNoRequest() throws IOException {
        JsonNode icon = tool("get_weather").path("icons").path(0);
        JsonNode pixels = tool("get_weather").path("icons").path(1);

        assertThat(icon.path("mimeType").asText()).isEqualTo("image/svg+xml");
        assertThat(icon.path("sizes").path(0).asText()).isEqualTo("any");
        assertThat(icon.path("src").asText()).startsWith("data:image/svg+xml;base64,");
        assertThat(new String(Base64.getDecoder().decode(icon.path("src").asText().split(",")[1])))
                .startsWith("<svg").endsWith("</svg>");
        assertThat(pixels.path("mimeType").asText()).isEqualTo("image/png");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(pixels.path("src").asText().split(",")[1])));
        assertThat(pixels.path("sizes").path(0).asText()).isEqualTo(image.getWidth() + "x" + image.getHeight());
    }

    @ParameterizedTest
    @ValueSource(strings = {"code_review_checklist", "summarize_content", "generate_documentation"})
    void promptsAreWritten(String name) {
        ObjectNode params = Json.object().put("name", name);
        params.putObject("arguments").put("topic", "tea");

        JsonNode message = result("prompts/get", params).path("messages").path(0);
        assertThat(message.path("role").asText()).isEqualTo("user");
        assertThat(message.path("content").path("text").asText()).hasSizeGreaterThan(100).doesNotContainPattern("\\bnull\\b(?! and)");
    }

    @Test
    void everyToolIsDescribedForModelsAndOldClients() {
        for (JsonNode tool : result("tools/list", Json.object()).path("tools")) {
            assertThat(tool.path("title").asText()).isNotBlank();
            assertThat(tool.path("description").asText()).isNotBlank();
            assertThat(tool.path("annotations")).hasSize(4);
            for (JsonNode parameter : tool.path("inputSchema").path("properties")) {
                assertThat(parameter.path("description").asText()).isNotBlank();
                // VS Code drops a tool over an array without items.
                assertThat(parameter.path("type").asText().equals("array")).isEqualTo(parameter.has("items"));
            }
            for (SpecificationVersion dialect :
                    List.of(SpecificationVersion.DRAFT_7, SpecificationVersion.DRAFT_2020_12)) {
                assertThat(SchemaRegistry.withDefaultDialect(dialect)
                        .getSchema(com.networknt.schema.SchemaLocation.of(dialect.getDialectId()))
                        .validate(tool.path("inputSchema"))).isEmpty();
            }
        }
    }

    private static List<String> names(JsonNode page) {
        return StreamSupport.stream(page.path("snippets").spliterator(), false)
                .map(entry -> entry.path("name").asText())
                .toList();
    }

    /** The structured content of a call that succeeded; it keeps the tool's schema, and the text says the same. */
    private ObjectNode structured(String tool, Object... arguments) {
        JsonNode result = call(tool, arguments);
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        assertConforms(tool, result);
        return (ObjectNode) result.path("structuredContent");
    }

    private void assertConforms(String tool, JsonNode result) {
        JsonNode content = result.path("structuredContent");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(tool(tool).path("outputSchema"))
                .validate(content)).isEmpty();
        assertThat(result.path("content").path(0).path("text").asText()).isEqualTo(content.toString());
    }

    private JsonNode tool(String name) {
        return StreamSupport.stream(result("tools/list", Json.object()).path("tools").spliterator(), false)
                .filter(tool -> tool.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(JsonNode result) {
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        return result.path("content").path(0).path("text").asText();
    }

    private static String failure(JsonNode result) {
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isTrue();
        return result.path("content").path(0).path("text").asText();
    }

    private JsonNode call(String tool, Object... arguments) {
        ObjectNode params = Json.object().put("name", tool);
        ObjectNode json = params.putObject("arguments");
        for (int i = 0; i < arguments.length; i += 2) {
            json.putPOJO((String) arguments[i], arguments[i + 1]);
        }
        return result("tools/call", params);
    }

    private JsonNode result(String method, ObjectNode params) {
        JsonNode answer = send(method, params);
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return answer.path("result");
    }

    private JsonNode send(String method, ObjectNode params) {
        ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        request.set("params", params);
        return switch (server.handle(new Exchange(Map.of(), JsonBody.of(Json.bytes(request))))) {
            case Reply.Answer answer -> answer.toJson();
            case Reply.Accepted _, Reply.Abandoned _ -> throw new AssertionError("a request has an answer");
        };
    }
}
