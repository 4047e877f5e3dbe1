package dev.remotemcp.dice;

import dev.remotemcp.protocol.Parameter;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolResult;
import java.util.concurrent.ThreadLocalRandom;

public final class DiceTool {

    private static final Parameter<Integer> SIDES =
            Parameter.integer("sides", "How many sides the die has", 2, 100).orElse(6);

    private DiceTool() {
    }

    public static Tool create() {
        return Tool.named("roll_dice")
                .title("Roll a die")
                .description("Rolls a die and tells what it shows.")
                .annotations(ToolAnnotations.readOnly())
                .parameters(SIDES)
                .handler((arguments, context) -> ToolResult.text(
                        "It shows " + ThreadLocalRandom.current().nextInt(1, arguments.get(SIDES) + 1)));
    }
}
