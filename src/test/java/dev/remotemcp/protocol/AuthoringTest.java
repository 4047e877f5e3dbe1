package dev.remotemcp.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.json.JsonBody;
import dev.remotemcp.json.Utf8Text;
import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes of whoever writes a tool fail at start, and parsers of their own give messages that a model can use. */
class AuthoringTest {

    private static final Implementation IMPLEMENTATION = new Implementation("example", "Example", "1");

    @Test
    void rangeMustHoldANumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> Parameter.integer("n", "A number", 2, 1))
                .withMessageContaining("'n'");
    }

    @Test
    void choiceNeedsDifferentWords() {
        assertThatIllegalArgumentException().isThrownBy(() -> Parameter.choice("c", "A choice", List.of()))
                .withMessageContaining("'c'");
        assertThatIllegalArgumentException().isThrownBy(() -> Parameter.choice("c", "A choice", List.of("a", "a")))
                .withMessageContaining("'a'");
    }

    @Test
    void widgetMustBeAResource() {
        McpServer.Builder server = McpServer.builder(IMPLEMENTATION).tools(List.of(tool("ui://a/index.html")));

        assertThatIllegalArgumentException().isThrownBy(server::build)
                .withMessage("the widget of tool 'show' is 'ui://a/index.html', but no resource has this URI");

        Resource widget = Resource.at("ui://a/index.html").description("A widget.")
                .reader(context -> ResourceContent.text("ui://a/index.html", "text/html", "<p>a"));
        assertThat(server.resources(List.of(widget)).build()).isNotNull();
    }

    @Test
    void longTextsAreReadAsShortOnesAre() throws Exception {
        Parameter<Utf8Text> text = Parameter.utf8("text", "A text").orElse(Utf8Text.of("none"));
        assertThat(text.property().schema().toJson().path("default").textValue()).isEqualTo("none");
        assertThat(text.read(MissingNode.getInstance()).toString()).isEqualTo("none");
        assertThat(text.read(TextNode.valueOf("é"))).hasToString("é").extracting(Utf8Text::size).isEqualTo(2);

        String half = "{\"text\":\"" + "x".repeat(20_000) + "\\ud83d\"}";
        JsonNode arriving = Json.parse(JsonBody.read(new ByteArrayInputStream(half.getBytes(UTF_8)), 100_000)).path("text");
        for (JsonNode broken : List.of(TextNode.valueOf("\ud83d"), arriving)) {
            assertThatThrownBy(() -> text.read(broken))
                    .hasMessage("Parameter 'text' is not valid Unicode: it has half of a surrogate pair.");
        }
        assertThatThrownBy(() -> text.read(IntNode.valueOf(1)))
                .hasMessage("Parameter 'text' must be a string, but is a number.");
    }

    @Test
    void parsersOfTheJdkNameTheParameter() {
        Parameter<LocalDate> date = Parameter.string("day", "A day").as(LocalDate::parse);
        Parameter<Long> number = Parameter.string("count", "A count").as(Long::parseLong);

        assertThatThrownBy(() -> date.read(TextNode.valueOf("soon")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("Parameter 'day' has an unusable value: ")
                .hasMessageContaining("soon");
        assertThatThrownBy(() -> number.read(TextNode.valueOf("many")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageStartingWith("Parameter 'count' has an unusable value: ");
    }

    @Test
    void messagesOfTheAuthorReachTheModelAsTheyAre() {
        Parameter<String> named = Parameter.string("name", "A name").as(text -> {
            throw new IllegalArgumentException("No name provided");
        });

        assertThatThrownBy(() -> named.read(TextNode.valueOf("")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("No name provided");
    }

    private static Tool tool(String widget) {
        return Tool.named("show").description("Shows.").widget(widget)
                .handler((arguments, context) -> ToolResult.text("shown"));
    }
}
