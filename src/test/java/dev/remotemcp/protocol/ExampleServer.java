package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server with one of each kind, for the tests of the protocol. Two items make a page. */
public final class ExampleServer {

    private static final Parameter<String> TEXT = Parameter.string("text", "Any text");
    private static final Parameter<Integer> TIMES = Parameter.integer("times", "How often", 1, 3).orElse(1);
    private static final Parameter<String> CASE =
            Parameter.choice("case", "Upper or lower", List.of("upper", "lower")).orElse("lower");
    private static final Parameter<Optional<Double>> FACTOR = Parameter.number("factor", "A factor").optional();
    private static final Parameter<List<String>> TAGS = Parameter.strings("tags", "Some tags").orElse(List.of());
    private static final Parameter<Boolean> SHOUT = Parameter.bool("shout", "Whether to shout").orElse(false);
    private static final Parameter<Optional<String>> PHONE = Parameter.string("phone", "A phone number").optional();
    private static final Parameter<Optional<String>> EMAIL = Parameter.string("email", "An address").optional();
    private static final Parameter<Optional<String>> REGION =
            Parameter.string("region", "Where to look").mirroredAs("Region").optional();

    private static final PromptArgument NAME = PromptArgument.required("name", "Whom to greet");
    private static final PromptArgument LANGUAGE =
            PromptArgument.optional("language", "In which language").suggesting(List.of("de", "en", "es"));

    private ExampleServer() {
    }

    public static McpServer create() {
        return McpServer.builder(new Implementation("example", "Example", "1.0"))
                .instructions("Try it.")
                .pageSize(2)
                .tools(List.of(echo(), broken(), refusing(), numbers(), steps(), contact()))
                .resources(List.of(motto(), picture()))
                .resourceTemplates(List.of(item()))
                .prompts(List.of(greet()))
                .build();
    }

    private static Tool echo() {
        return Tool.named("echo")
                .title("Echo")
                .description("Says it again.")
                .annotations(ToolAnnotations.readOnly())
                .parameters(TEXT, TIMES, CASE, FACTOR, TAGS, SHOUT)
                .handler((arguments, context) -> ToolResult.text(arguments.get(TEXT).repeat(arguments.get(TIMES))));
    }

    private static Tool broken() {
        return Tool.named("broken")
                .description("Has a defect.")
                .handler((arguments, context) -> {
                    throw new IllegalStateException("secret of the inside");
                });
    }

    private static Tool refusing() {
        return Tool.named("refusing")
                .description("Can't.")
                .handler((arguments, context) -> {
                    throw new ToolException("It rains. Try tomorrow.");
                });
    }

    private static Tool numbers() {
        return Tool.named("numbers")
                .description("An array, which only the modern era takes for structured content.")
                .outputSchema(JsonSchema.array("Numbers", JsonSchema.integer("A number")))
                .handler((arguments, context) -> ToolResult.structured(Json.array().add(1).add(2)));
    }

    private static Tool steps() {
        return Tool.named("steps")
                .description("Reports progress.")
                .handler((arguments, context) -> {
                    context.progress(1, 3, "one");
                    context.progress(1, 3, "one again");
                    context.progress(2.5, 0, "nearly");
                    return ToolResult.text("done");
                });
    }

    private static Tool contact() {
        return Tool.named("contact")
                .description("Needs one of two.")
                .parameters(PHONE, EMAIL, REGION)
                .inputKeyword("anyOf", Json.array().add(requires("phone")).add(requires("email")))
                .handler((arguments, context) -> arguments.get(PHONE).or(() -> arguments.get(EMAIL))
                        .map(ToolResult::text)
                        .orElseGet(() -> ToolResult.error("Give 'phone' or 'email'.")));
    }

    private static ObjectNode requires(String parameter) {
        return Json.object().set("required", Json.array().add(parameter));
    }

    private static Resource motto() {
        return Resource.at("test://motto")
                .name("Motto")
                .description("Words.")
                .cacheHint(CacheHint.shared(Duration.ofSeconds(7)))
                .reader(context -> ResourceContent.text("test://motto", "text/plain", "Onwards"));
    }

    private static Resource picture() {
        return Resource.at("test://picture")
                .name("Picture")
                .description("Bytes.")
                .mimeType("image/png")
                .reader(context -> ResourceContent.binary("test://picture", "image/png", new byte[] {1, 2, 3}));
    }

    private static ResourceTemplate item() {
        return ResourceTemplate.of("test://item/{id}")
                .name("Item")
                .description("An item by its id.")
                .completer("id", request -> List.of(request.value() + "1", request.value() + "2"))
                .reader((uri, variables, context) -> Optional.of(variables.get("id"))
                        .filter(id -> !id.equals("none"))
                        .map(id -> ResourceContent.text(uri, "text/plain", "item " + id)));
    }

    private static Prompt greet() {
        return Prompt.named("greet")
                .title("Greet")
                .description("Greets somebody.")
                .arguments(NAME, LANGUAGE)
                .writer((arguments, context) -> List.of(PromptMessage.user(
                        "Greet " + arguments.get(NAME) + " in " + arguments.find(LANGUAGE).orElse("en"))));
    }
}
