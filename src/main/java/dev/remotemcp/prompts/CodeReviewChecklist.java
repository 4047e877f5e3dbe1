package dev.remotemcp.prompts;

import dev.remotemcp.protocol.Prompt;
import dev.remotemcp.protocol.PromptMessage;
import java.util.List;

/** A prompt without arguments. */
public final class CodeReviewChecklist {

    private static final String TEXT = """
            Review the code at hand against this checklist. For each point say whether it holds, and where it does \
            not, name the place and suggest the change.

            1. Correctness: edge cases, off-by-one errors, null and empty values, concurrency.
            2. Errors: every failure is handled or passed on, with a message that helps.
            3. Security: input is checked, secrets stay secret, nothing more is allowed than needed.
            4. Clarity: names say what things are, functions do one thing, no dead code.
            5. Tests: the change is covered, and the tests would fail without it.
            6. Performance: no needless work in loops, no unbounded memory, no blocking where it hurts.
            7. Documentation: public contracts are described, surprising decisions are explained.

            End with the three most important findings.""";

    private CodeReviewChecklist() {
    }

    public static Prompt create() {
        return Prompt.named("code_review_checklist")
                .title("Code review checklist")
                .description("Reviews code against a checklist of seven points.")
                .writer((arguments, context) -> List.of(PromptMessage.user(TEXT)));
    }
}
