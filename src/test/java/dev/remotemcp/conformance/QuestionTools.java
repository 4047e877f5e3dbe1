package dev.remotemcp.conformance;

import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.Answers;
import dev.remotemcp.protocol.Context;
import dev.remotemcp.protocol.Elicitation;
import dev.remotemcp.protocol.JsonSchema;
import dev.remotemcp.protocol.Parameter;
import dev.remotemcp.protocol.Question;
import dev.remotemcp.protocol.Roots;
import dev.remotemcp.protocol.Sampling;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolHandler;
import dev.remotemcp.protocol.ToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tools that ask the user, the model or the client. The suite calls some of them in one era only; all serve both. */
final class QuestionTools {

    private static final Parameter<String> PROMPT = Parameter.string("prompt", "The prompt to send to the LLM");
    private static final Parameter<String> MESSAGE = Parameter.string("message", "The message to show the user");

    private static final Elicitation WHO = form("What is your name?", "name");

    private static final Elicitation CONFIRMATION = Elicitation.form("Please confirm", JsonSchema.object(
            JsonSchema.required("ok", JsonSchema.bool("Whether to go on"))));

    private static final Elicitation CONSENT =
            Elicitation.url("Please sign in", "https://example.com/consent", "consent-1");

    private static final Elicitation DEFAULTS = Elicitation.form("Please check your profile", Samples.schema("""
            {"type": "object", "required": [], "properties": {
             "name": {"type": "string", "description": "User name", "default": "John Doe"},
             "age": {"type": "integer", "description": "User age", "default": 30},
             "score": {"type": "number", "description": "User score", "default": 95.5},
             "status": {"type": "string", "description": "User status", "enum": ["active", "inactive", "pending"],
              "default": "active"},
             "verified": {"type": "boolean", "description": "Verification status", "default": true}}}"""));

    private static final Elicitation ENUMS = Elicitation.form("Please choose", Samples.schema("""
            {"type": "object", "required": [], "properties": {
             "untitledSingle": {"type": "string", "enum": ["option1", "option2", "option3"]},
             "titledSingle": {"type": "string", "oneOf": [
              {"const": "value1", "title": "First Option"},
              {"const": "value2", "title": "Second Option"},
              {"const": "value3", "title": "Third Option"}]},
             "legacyEnum": {"type": "string", "enum": ["opt1", "opt2", "opt3"],
              "enumNames": ["Option One", "Option Two", "Option Three"]},
             "untitledMulti": {"type": "array", "items": {"type": "string", "enum": ["option1", "option2", "option3"]}},
             "titledMulti": {"type": "array", "items": {"anyOf": [
              {"const": "value1", "title": "First Choice"},
              {"const": "value2", "title": "Second Choice"},
              {"const": "value3", "title": "Third Choice"}]}}}}"""));

    private QuestionTools() {
    }

    static List<Tool> all() {
        return List.of(
                tool("test_sampling", List.of(PROMPT), (arguments, context) -> ToolResult.text("LLM response: "
                        + context.ask("answer", Sampling.of(arguments.get(PROMPT), 100)).text())),
                tool("test_elicitation", List.of(MESSAGE), (arguments, context) -> told("User response",
                        context.ask("user", form(arguments.get(MESSAGE), "username", "email")))),
                tool("test_elicitation_sep1034_defaults", List.of(), (arguments, context) -> told("Elicitation completed",
                        context.ask("profile", DEFAULTS))),
                tool("test_elicitation_sep1330_enums", List.of(), (arguments, context) -> told("Elicitation completed",
                        context.ask("choices", ENUMS))),
                tool("test_elicitation_url", List.of(), (arguments, context) -> told("Elicitation completed",
                        context.ask("consent", CONSENT))),
                tool("test_missing_capability", List.of(), (arguments, context) -> ToolResult.text(
                        context.ask("answer", Sampling.of("Say something.", 100)).text())),
                tool("test_streaming_elicitation", List.of(), (arguments, context) -> {
                    context.progress(1, 2, "About to ask");
                    return told("Elicitation completed", context.ask("confirm", CONFIRMATION));
                }),
                tool("test_input_required_result_elicitation", List.of(), (arguments, context) -> ToolResult.text(
                        "Hello, " + name(context.ask("user_name", WHO)) + "!")),
                tool("test_input_required_result_sampling", List.of(), (arguments, context) -> ToolResult.text(
                        context.ask("capital_question", Sampling.of("What is the capital of France?", 100)).text())),
                tool("test_input_required_result_list_roots", List.of(), (arguments, context) -> ToolResult.text(
                        "Your roots: " + uris(context.ask("client_roots", new Roots())))),
                // A state that the server did not write is refused before a handler runs.
                tool("test_input_required_result_request_state", List.of(), (arguments, context) -> told("state-ok",
                        context.ask("confirm", CONFIRMATION))),
                tool("test_input_required_result_tampered_state", List.of(), (arguments, context) -> told("state-ok",
                        context.ask("confirm", CONFIRMATION))),
                tool("test_input_required_result_multiple_inputs", List.of(),
                        (arguments, context) -> severalAtOnce(context)),
                tool("test_input_required_result_multi_round", List.of(), (arguments, context) -> {
                    String name = name(context.ask("step1", form("Step 1: What is your name?", "name")));
                    Elicitation.Answer color = context.ask("step2", form("Step 2: What is your favorite color?", "color"));
                    return ToolResult.text(name + " likes " + color.content().path("color").asText("no color"));
                }),
                tool("test_input_required_result_capabilities", List.of(), (arguments, context) -> whatCanBeAsked(context)));
    }

    private static Tool tool(String name, List<Parameter<?>> parameters, ToolHandler handler) {
        return Tool.named(name)
                .description("Asks before it answers.")
                .annotations(ToolAnnotations.readOnly())
                .parameters(parameters.toArray(Parameter<?>[]::new))
                .handler(handler);
    }

    /** A form of texts, all required. */
    private static Elicitation form(String message, String... fields) {
        return Elicitation.form(message, JsonSchema.object(List.of(fields).stream()
                .map(field -> JsonSchema.required(field, JsonSchema.string("Your " + field)))
                .toArray(JsonSchema.Property[]::new)));
    }

    private static ToolResult severalAtOnce(Context context) throws InterruptedException {
        Sampling greeting = Sampling.of("Generate a greeting", 50);
        Roots roots = new Roots();
        Answers answers = context.ask(Map.of("user_name", WHO, "greeting", greeting, "client_roots", roots));
        return ToolResult.text(answers.get("greeting", greeting).text() + " " + name(answers.get("user_name", WHO))
                + ", your roots: " + uris(answers.get("client_roots", roots)));
    }

    private static ToolResult whatCanBeAsked(Context context) throws InterruptedException {
        Map<String, Question<?>> questions = new LinkedHashMap<>();
        questions.put("user_name", WHO);
        questions.put("greeting", Sampling.of("Generate a greeting", 50));
        questions.put("client_roots", new Roots());
        questions.values().removeIf(question -> !context.canAsk(question));
        if (!questions.isEmpty()) {
            context.ask(questions);
        }
        return ToolResult.text("Asked for " + String.join(", ", questions.keySet()));
    }

    private static ToolResult told(String event, Elicitation.Answer answer) {
        return ToolResult.text(event + ": action=" + answer.action().name().toLowerCase(Locale.ROOT)
                + ", content=" + Json.text(answer.content()));
    }

    private static String name(Elicitation.Answer answer) {
        return answer.content().path("name").asText("stranger");
    }

    private static String uris(List<Roots.Root> roots) {
        return String.join(", ", roots.stream().map(Roots.Root::uri).toList());
    }
}
