package dev.remotemcp.conformance;

import dev.remotemcp.protocol.Content;
import dev.remotemcp.protocol.Elicitation;
import dev.remotemcp.protocol.JsonSchema;
import dev.remotemcp.protocol.Prompt;
import dev.remotemcp.protocol.PromptArgument;
import dev.remotemcp.protocol.PromptMessage;
import dev.remotemcp.protocol.ResourceContent;
import java.util.List;

/** The prompts that the suite gets. */
final class Prompts {

    private static final PromptArgument ARG1 =
            PromptArgument.required("arg1", "First test argument").suggesting(List.of("test", "testing", "tests"));
    private static final PromptArgument ARG2 = PromptArgument.required("arg2", "Second test argument");
    private static final PromptArgument RESOURCE_URI =
            PromptArgument.required("resourceUri", "URI of the resource to embed");

    private static final Elicitation CONTEXT = Elicitation.form("What context should the prompt use?", JsonSchema.object(
            JsonSchema.required("context", JsonSchema.string("The context"))));

    private Prompts() {
    }

    static List<Prompt> all() {
        return List.of(
                Prompt.named("test_simple_prompt")
                        .description("Always the same.")
                        .writer((arguments, context) -> List.of(PromptMessage.user("This is a simple prompt for testing."))),
                Prompt.named("test_prompt_with_arguments")
                        .description("Repeats its arguments.")
                        .arguments(ARG1, ARG2)
                        .writer((arguments, context) -> List.of(PromptMessage.user("Prompt with arguments: arg1='"
                                + arguments.get(ARG1) + "', arg2='" + arguments.get(ARG2) + "'"))),
                Prompt.named("test_prompt_with_embedded_resource")
                        .description("Sends a resource along.")
                        .arguments(RESOURCE_URI)
                        .writer((arguments, context) -> List.of(
                                user(new Content.Embedded(ResourceContent.text(arguments.get(RESOURCE_URI), "text/plain",
                                        "Embedded resource content for testing."))),
                                PromptMessage.user("Please process the embedded resource above."))),
                Prompt.named("test_prompt_with_image")
                        .description("Sends a picture along.")
                        .writer((arguments, context) -> List.of(
                                user(Samples.image()),
                                PromptMessage.user("Please analyze the image above."))),
                Prompt.named("test_input_required_result_prompt")
                        .description("Asks the user before it is written.")
                        .writer((arguments, context) -> List.of(PromptMessage.user("Use this context: "
                                + context.ask("user_context", CONTEXT).content().path("context").asText("none")))));
    }

    private static PromptMessage user(Content content) {
        return new PromptMessage(PromptMessage.Role.USER, content);
    }
}
