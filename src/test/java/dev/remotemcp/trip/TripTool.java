package dev.remotemcp.trip;

import static dev.remotemcp.protocol.JsonSchema.integer;
import static dev.remotemcp.protocol.JsonSchema.required;
import static dev.remotemcp.protocol.JsonSchema.string;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import dev.remotemcp.protocol.Context;
import dev.remotemcp.protocol.Elicitation;
import dev.remotemcp.protocol.JsonSchema;
import dev.remotemcp.protocol.Parameter;
import dev.remotemcp.protocol.Tool;
import dev.remotemcp.protocol.ToolAnnotations;
import dev.remotemcp.protocol.ToolException;
import dev.remotemcp.protocol.ToolResult;

/** Plans a trip: parameters, structured output, progress and a question to the user. */
public final class TripTool {

    // tag::parameters[]
    private static final Parameter<String> CITY =
            Parameter.string("city", "Where to go");
    private static final Parameter<Integer> DAYS =
            Parameter.integer("days", "How long to stay", 1, 14).orElse(3);
    // end::parameters[]

    // tag::output[]
    private static final JsonSchema OUTPUT = JsonSchema.object(
            required("city", string("Where to")),
            required("days", integer("How long")),
            required("plan", JsonSchema.array("What to do, day by day", string("One day"))));
    // end::output[]

    // tag::question[]
    private static final Elicitation BUDGET = Elicitation.form(
            "What may the trip cost?",
            JsonSchema.object(required("euros", integer("Euros in all"))));
    // end::question[]

    private TripTool() {
    }

    // tag::tool[]
    public static Tool create() {
        return Tool.named("plan_trip")
                .title("Plan a trip")
                .description("Plans a trip to a city, within the user's budget.")
                .annotations(ToolAnnotations.readOnly())
                .parameters(CITY, DAYS)
                .outputSchema(OUTPUT)
                .handler((arguments, context) -> plan(arguments.get(CITY), arguments.get(DAYS), context));
    }
    // end::tool[]

    // tag::handler[]
    private static ToolResult plan(String city, int days, Context context) throws InterruptedException {
        int euros = budget(context);
        ObjectNode trip = Json.object().put("city", city).put("days", days);
        var plan = trip.putArray("plan");
        for (int day = 1; day <= days; day++) {
            context.progress(day, days, "Planning day " + day);
            plan.add("Day " + day + ": spend " + euros / days + " euros");
        }
        return ToolResult.structured(trip);
    }
    // end::handler[]

    // tag::ask[]
    private static int budget(Context context) throws InterruptedException {
        Elicitation.Answer answer = context.ask("budget", BUDGET);
        return switch (answer.action()) {
            case ACCEPT -> answer.content().path("euros").asInt();
            case DECLINE, CANCEL -> throw new ToolException("Without a budget there is no plan. Ask the user for one.");
        };
    }
    // end::ask[]
}
