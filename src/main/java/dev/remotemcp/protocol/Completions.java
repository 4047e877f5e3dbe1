package dev.remotemcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.remotemcp.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The method {@code completion/complete}.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/completion">Completion</a>
 */
record Completions(PromptCatalog prompts, ResourceCatalog resources) {

    /** The most values that one answer may hold. */
    private static final int LIMIT = 100;

    boolean isEmpty() {
        return resources.templates().stream().allMatch(template -> template.completers().isEmpty())
                && prompts.all().stream()
                        .flatMap(prompt -> prompt.arguments().stream())
                        .allMatch(argument -> argument.completer() == Completer.NONE);
    }

    Outcome complete(Call call) throws Exception {
        JsonNode ref = call.params().path("ref");
        JsonNode name = call.params().path("argument").path("name");
        JsonNode value = call.params().path("argument").path("value");
        if (!name.isTextual() || !value.isTextual()) {
            return Outcome.invalidParams("'argument' is required and must have the strings 'name' and 'value'");
        }
        Optional<Completer> completer = switch (ref.path("type").asText()) {
            case "ref/prompt" -> prompts.find(ref.path("name").asText())
                    .map(prompt -> ofPrompt(prompt, name.textValue()));
            case "ref/resource" -> ofTemplate(ref.path("uri").asText())
                    .map(template -> template.completers().getOrDefault(name.textValue(), Completer.NONE));
            default -> Optional.empty();
        };
        if (completer.isEmpty()) {
            return Outcome.invalidParams("'ref' names no prompt and no resource template of this server; expected is "
                    + "{\"type\": \"ref/prompt\", \"name\": …} or {\"type\": \"ref/resource\", \"uri\": …}");
        }
        // One more than can be sent, to know whether there are more.
        return suggestions(completer.get().complete(new Completer.Request(value.textValue(), others(call), LIMIT + 1)));
    }

    private static Map<String, String> others(Call call) {
        Map<String, String> others = new HashMap<>();
        call.params().path("context").path("arguments").properties().forEach(argument ->
                others.put(argument.getKey(), argument.getValue().asText()));
        return others;
    }

    private static Completer ofPrompt(Prompt prompt, String argument) {
        return prompt.arguments().stream()
                .filter(candidate -> candidate.name().equals(argument))
                .findFirst()
                .map(PromptArgument::completer)
                .orElse(Completer.NONE);
    }

    private Optional<ResourceTemplate> ofTemplate(String uri) {
        return resources.templates().stream()
                .filter(template -> template.template().text().equals(uri))
                .findFirst();
    }

    private static Outcome suggestions(List<String> found) {
        ObjectNode body = Json.object();
        ObjectNode completion = body.putObject("completion");
        found.stream().limit(LIMIT).forEach(completion.putArray("values")::add);
        completion.put("hasMore", found.size() > LIMIT);
        return new Outcome.Complete(body);
    }
}
