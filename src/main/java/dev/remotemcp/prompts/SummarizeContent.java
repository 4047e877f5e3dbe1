package dev.remotemcp.prompts;

import dev.remotemcp.protocol.Prompt;
import dev.remotemcp.protocol.PromptArgument;
import dev.remotemcp.protocol.PromptMessage;
import java.util.List;

/** A prompt with a required and an optional argument. */
public final class SummarizeContent {

    private static final PromptArgument TOPIC =
            PromptArgument.required("topic", "What to summarize: a subject, or the content itself");
    private static final PromptArgument AUDIENCE = PromptArgument
            .optional("audience", "Who will read the summary; a general audience by default")
            .suggesting(List.of("beginners", "developers", "executives", "general audience", "students"));

    private SummarizeContent() {
    }

    public static Prompt create() {
        return Prompt.named("summarize_content")
                .title("Summarize content")
                .description("Summarizes a topic for an audience.")
                .arguments(TOPIC, AUDIENCE)
                .writer((arguments, context) -> List.of(PromptMessage.user("""
                        Summarize the following for this audience: %s.

                        %s

                        Begin with one sentence that carries the main point. Then give at most five bullet points with \
                        the facts that matter to this audience, in words that it uses. Say so where something is \
                        uncertain or missing.""".formatted(
                        arguments.find(AUDIENCE).orElse("a general audience"),
                        arguments.get(TOPIC)))));
    }
}
