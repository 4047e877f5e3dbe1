package dev.remotemcp.prompts;

import dev.remotemcp.protocol.Prompt;
import dev.remotemcp.protocol.PromptArgument;
import dev.remotemcp.protocol.PromptMessage;
import java.util.List;

/** A prompt whose arguments are all optional. */
public final class GenerateDocumentation {

    private static final PromptArgument FUNCTION =
            PromptArgument.optional("function_name", "The function to document; all public ones by default");
    private static final PromptArgument STYLE = PromptArgument
            .optional("style", "The style of the documentation; concise by default")
            .suggesting(List.of("concise", "detailed", "tutorial"));

    private GenerateDocumentation() {
    }

    public static Prompt create() {
        return Prompt.named("generate_documentation")
                .title("Generate documentation")
                .description("Writes documentation for a function or for all public ones.")
                .arguments(FUNCTION, STYLE)
                .writer((arguments, context) -> List.of(PromptMessage.user("""
                        Write documentation for %s in the code at hand. Style: %s.

                        For each function give its purpose in one sentence, its parameters with units and limits, what \
                        it returns, the errors it reports and when, and a short example that runs. Describe what the \
                        code does, not what it was meant to do; point out where the two differ.""".formatted(
                        arguments.find(FUNCTION).orElse("every public function"),
                        arguments.find(STYLE).orElse("concise")))));
    }
}
